import { shortForms, type SignWords } from './types.ts';

/** English. */
export const en = {
  dot: 'dot',
  at: 'at',
  slash: 'slash',
  dash: 'dash',
  underscore: 'underscore',
  percent: '{n} percent',
  number: 'number {n}',
  fractions: {
    '1/2': 'a half',
    '1/4': 'a quarter',
    '3/4': 'three quarters',
    '1/3': 'a third',
    '2/3': 'two thirds',
  },
  fractionJoint: ' and ',
  abbreviations: shortForms(`
    Dr.|Doctor
    Mr.|Mister
    Mrs.|Missus
    Ms.|Miz
    Prof.|Professor
    Jr.|Junior
    Sr.|Senior
    Ave.|Avenue
    Rd.|Road
    Blvd.|Boulevard
    Rm.|Room
    Apt.|Apartment
    G/F|ground floor
    Bldg.|Building
    Flr.|Floor
    Ext.|extension
    ext.|extension
    Tel.|telephone
    tel.|telephone
    Dept.|Department
    dept.|department
    Co.|Company
    Ltd.|Limited
    Inc.|Incorporated
    Corp.|Corporation
    e.g.|for example
    i.e.|that is
    etc.|et cetera
    vs.|versus
    approx.|approximately
    min.|minimum
    mins.|minutes
    hrs.|hours
    incl.|including
    excl.|excluding
    Mon.|Monday
    Tue.|Tuesday
    Tues.|Tuesday
    Wed.|Wednesday
    Thu.|Thursday
    Thur.|Thursday
    Thurs.|Thursday
    Fri.|Friday
    a.m.|am
    p.m.|pm
    A.M.|am
    P.M.|pm
    w/o|without
    w/|with
  `),
} as const satisfies SignWords;
