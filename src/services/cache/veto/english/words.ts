/**
 * The common English of a telephone line. What is in none of these lists is taken for a name, a place or goods, and must be
 * in both utterances. Written for this purpose; kept small on purpose: a word that is missing here costs a hit, a name
 * that is in here (mark, bill, rose …) would cost a wrong answer.
 */
export const light = `
a, an, the, i, you, we, us, me, it, he, she, him, they, them, this, that, these, those, there, here, one, ones, its,
am, is, are, was, were, be, been, being, do, does, did, done, doing, have, has, had, having, can, could, will, would, shall,
should, may, might, must, let, lets, and, or, but, so, as, than, then, of, to, for, at, by, with, about, into, onto,
from, if you, if i, whether, please, pls, kindly, thanks, thank you, thank, cheers, hi, hello, hey, hiya, good morning, good afternoon,
good evening, good day, in, out, up, down, off, um, uh, er, erm, hmm, mm, ah, oh, eh, well, like, just, actually, basically, really, quite, very, pretty, also, too,
even, still, already, yet, maybe, perhaps, probably, ok, okay, alright, all right, sorry, excuse me, pardon, now then, anyway, ever, yes please,
i mean, you know, you see, kind of, sort of, a bit, a little, a little bit, of course, by the way, as well, at all, to be honest, simply, exactly,
right, so much, such, rather, myself, yourself, sir, madam, miss please, mate, love, on, upon, along, around, through, across, per, via, a second please,
one moment, one second, a moment, bear with me, hang on, hold on, first of all, or something, or anything, and stuff, et cetera, etc, as possible,
in terms of, regarding, concerning, to do with, in order to, because, since i, though, although, however, else, own, both of
`;

export const generic = `
want, wanna, need, wish, like to, would like, hope, hoping, try, trying, tried, look, looking, look for, looking for, search, get, gets, got, getting, gotten,
give, gives, gave, given, take, takes, took, taken, taking, make, makes, made, making, go, goes, going, gonna, gone, went, put, keep, kept, know, knows, knew, known, think, thought,
say, said, says, tell, told, ask, asked, asking, talk, speak, spoke, spoken, speaking, help, helped, assist, assistance, support, work, works, worked, working, use, uses, using,
happen, happens, happened, happening, wonder, wondering, wondered, understand, understood, explain, mean, means, show, shown, see if, hear, heard, feel, feels, seem, seems,
provide, provides, offer, offers, serve, serves, supply, carry, stock, have got, has got, exist, include any, run, runs, arrange, arranged, sort, sort out, deal, deal with, handle,
bring, brings, brought, wait, waiting, waited, expect, expected, expecting, call, called, calling, ring, rang, ringing, phone, phoned, phoning, contact, reach, dial, visit, visiting, visited,
thing, things, something, anything, everything, someone, anyone, somebody, anybody, people, person, persons, way, ways, place, kind, type, sort, lot, lots, bit, issue, issues, problem, problems, trouble,
question, questions, information, info, detail, details, idea, reason, reasons, case, matter, part, option, options, choice, choices, chance, point, fact, stuff, bits,
available, come, came, coming, comes, able, possibly, able to, ready, available now, fine, great, nice, better, best, easy, easily, easier, hard, difficult, urgent, urgently, quickly as, soon, asap, straight, directly, direct,
currently available, usually, normally, generally, typically, regular, usual, general, certain, particular, specific, any, anywhere, somewhere, enough, much, many, several times, lots of, a lot of, a lot,
need to, have to, got to, has to, had to, supposed to, used to, going to, able, allowed in, required, require, requires, requirement, needed, necessary, prefer, rather have, interested, interest,
located, location, based, situated, find out, find, works out, show up, turn up, come through, come in, go through, go ahead, follow, follow up, request, requested, requesting, apply, applied, application,
there any, hold, belong, cause, caused, cover, covers, choose, chosen, pick, select, set, fill, fill in, complete, completed, process, processed, processing, proceed, continue, ensure, make sure,
correctly, properly, currently, presently, recent, recently, away, back, apart, together, alone, next to, between, against, among, out of, up to date, off of, over there, around here,
service, services, customer, customers, client, clients, team, guys, folks, everyone, staff members, line, agent, representative, someone else, member, members,
turn, turned, turning, switch, switched, stay, staying, stayed, sit, seat, seats, seated, eat, eating, drink, park, parking space, live, lives, living, move in,
figure, figure out, learn, read, write, wrote, written, sign, signed, fix, fixed, fixing, repair, repaired, resolve, resolved, solve, report, reported, reporting, notify, inform,
show me, trying to, suitable, suit, convenient, total, sum, amounts, altogether, in total, there anything, sure if, wrong with, up with, going on, on with,
cost me, set me back, worth, mind, mind if, bother, care, lovely, fantastic, perfect, awesome, super, nowhere near, hopefully, definitely, absolutely, certainly,
accept, accepts, accepted, accepting, time, times, home, name, names, called for, said that, according, sale on, stop by, pop in, drop in, drop by, walk in, come by, come over, come down, get to, get there, get here, get hold of, get through, reach you
`;

/** The first word of a line names the topic; all of a line mean the same here. */
export const topics = `
appointment, appointments, booking, bookings, reservation, reservations, slot, consultation, session
parcel, order, orders, package, packages, parcels, item, items, shipment, goods, stuff i ordered, product, products, purchase order
table, tables
room, rooms
account, accounts
card, cards, bank card
address, addresses, postal address
hours, opening hours, opening times, business hours, office hours, opening time, working hours, hours of operation, closing time, open hours, trading hours
price, prices, cost, costs, fee, fees, charge, charges, rate, rates, pricing, charged, tariff, quote
bill, bills, invoice, invoices
receipt, receipts, proof of purchase
password, passcode, passwords
pin, pin number, pin code
money, funds, cash amount
balance
payment, payments, pay, transaction, transactions
deliver, delivery, deliveries, shipping, ship
refund, refunds
phone number, number, telephone number, phone numbers, contact number
email address, email, e mail
discount, discounts, deal, deals, offer on, promotion, promotions, special offers, voucher, coupon, promo
menu, menus
food, meal, meals, dish, dishes
parking, car park, parking lot, park my car
prescription, prescriptions, medication, medicine, repeat prescription
test, tests, blood test, test result
result, results, test results
doctor, gp, doctors, dr
sales, sales team, sales department
billing, billing department, billing team
technical support, tech support
premises, shop, store, branch, branches, office, building, outlet
clinic, surgery, practice
restaurant
cafe
salon
hotel
bank
hospital
reception
directions, way there
transfer, transfers
loan, loans
insurance, insurance policy
statement, statements
subscription, subscriptions, membership, plan, memberships, contract
ticket, tickets
complaint, complain, complaints
warranty, guarantee
wifi, wi fi, wireless, broadband, internet connection
haircut, hair cut, trim
colouring, hair colour, dye, highlights
return, returns, send back, bring back, exchange
status, progress, update on
form, forms, document, documents, paperwork
id, identification, identity, photo id
limit, limits
policy, rules, terms
fee waiver, waiver
kids menu, childrens menu
app, application form, mobile app
website, web site, webpage, site
technician, engineer
device, machine, phone handset, handset
error, error message, fault
wait, waiting time, queue, wait time, waiting list
referral, refer, referred
symptoms, symptom
human, real person, live agent, operator, real human
name, surname, full name
`;

export const questions = `
time: what time, which time, at what time, what hour
day: what day, which day, what date, which date
when: when, whens
where: where, wheres, whereabouts
who: who, whos, whom, whose, which person
why: why, whys, how come, what for, for what reason, what reason
how: how, hows, in what way
price: how much does, how much is, how much are, how much do you charge, how much would, how much will, how much for, how much to, how much do, how much did, whats the damage, how much
howmany: how many, what number of
duration: how long, how soon, how quickly, how fast
often: how often, how frequently
far: how far, what distance
size: how big, how large, what size, how tall, how wide, how heavy
age: how old, what age
until: how late, until what time, till what time, until when, till when
what: what, whats, which, what kind of, what type of, what sort of, what kinds of, what types of
`;

export const negations = `
not, no, never, none, nothing, nobody, nowhere, without, neither, nor, cannot, unable, no longer, no one, not able, nothing else, not any, fail to, failed to, refuse to
`;

/** These hold a negative word and deny nothing. */
export const positive = `
no problem, not only, why not, if not, no worries, number, not sure if, not sure whether, not to mention, no matter, wouldnt mind,
would not mind, do you not think, forget me not, not bad, last but not least, do not worry, do not suppose
`;

export const units = `
!pound: pound, pounds, quid, gbp, sterling
!pence: pence, penny, pennies
!dollar: dollar, dollars, buck, bucks, usd, us dollars, american dollars
!hkd: hong kong dollars, hong kong dollar, hkd
!cent: cent, cents
!euro: euro, euros, eur
!yen: yen, jpy
!yuan: yuan, rmb, renminbi, cny
!rupee: rupee, rupees
!franc: franc, francs
!percent: percent, per cent, percentage
!kg: kg, kgs, kilo, kilos, kilogram, kilograms, kilogramme
!g: gram, grams, gramme, grammes
!mg: milligram, milligrams, mg
!lb: lb, lbs
!oz: ounce, ounces, oz
!stone: stone, stones
!km: km, kms, kilometre, kilometres, kilometer, kilometers
!mile: mile, miles
!m: metre, metres, meter, meters
!cm: cm, centimetre, centimetres, centimeter, centimeters
!mm: mm, millimetre, millimetres, millimeter, millimeters
!inch: inch, inches
!ft: ft, foot long, feet
!litre: litre, litres, liter, liters
!ml: ml, millilitre, millilitres, milliliter, milliliters
!pint: pint, pints
!gallon: gallon, gallons
!celsius: celsius, centigrade
!fahrenheit: fahrenheit
degree: degree, degrees
!gb: gb, gig, gigs, gigabyte, gigabytes
!mb: mb, meg, megabyte, megabytes
second: second, seconds, secs
minute: minute, minutes, min, mins
hour: hour, hours, hr, hrs
day: day, days
night: nights
week: week, weeks
fortnight: fortnight
month: month, months
year: year, years
!bottle: bottle, bottles
!glass: glass, glasses of
!cup: cup, cups
!box: box, boxes
!bag: bag, bags
!piece: piece, pieces
!slice: slice, slices
!portion: portion, portions
`;

export const shells = `
can you tell me, could you tell me, can you please tell me, could you please tell me, would you tell me, will you tell me, can you let me know, could you let me know, can you give me, could you give me, can you advise me, can you advise,
may i ask, can i ask, could i ask, may i know, can i know, could i know, can i please know, i want to know, i would like to know, i need to know, i wanted to know, i want to ask, i would like to ask, i wanted to ask, i need to ask,
do you know, do you happen to know, i was wondering, i am wondering, i wonder, wondering, let me know, tell me, give me, remind me, can you remind me, could you remind me, just checking, i am just checking, any idea, can i have, could i have, may i have,
can i find out, i want to find out, i would like to find out, i am calling to ask, i am calling to find out, i am calling about, i am ringing about, would you mind telling me, is it possible to know, can i get, could i get, can you say, can you confirm, could you confirm, can you explain, could you explain,
i have a question about, i had a question about, i have got a question about, do you have any idea, please tell me, i need to find out, i am trying to find out
`;

export const polar =
  'do, does, did, is, are, was, were, can, could, will, would, may, might, shall, has, have, am, if, whether';

export const must = `
do i need, do we need, do i have to, do we have to, must i, must we, should i, should we, is it necessary, am i required, are we required, do i need to, does it need to, is it required, is it compulsory,
is it mandatory, is it essential, have i got to, need i, is there a need, if i need to, if i have to, whether i need to, whether i have to, if i should, whether i should, i have to bring, am i supposed to, are we supposed to, am i obliged, do you have to, does it have to
`;

export const dates = `
today: today, todays
tonight: tonight, this evening, tonights
tomorrow: tomorrow, tomorrows
yesterday: yesterday, yesterdays
tomorrow+1: day after tomorrow, the day after tomorrow
yesterday-1: day before yesterday, the day before yesterday
now: now, right now, currently, at the moment, at present, this minute, right away, this moment
morning: morning, mornings, in the morning, this morning
afternoon: afternoon, afternoons, in the afternoon, this afternoon
evening: evening, evenings, in the evening, evenings only
night: night, at night, overnight, nighttime, night time
lunchtime: lunchtime, lunch time
12=00: noon, midday, at noon
00=00: midnight, at midnight
weekend: weekend, weekends, at the weekend, on the weekend
this weekend: this weekend
weekday: weekday, weekdays, working day, business day, working days, business days
holiday: holiday, holidays, bank holiday, bank holidays, public holiday, public holidays, national holiday
daily: every day, daily, each day, everyday
weekly: weekly, every week
monthly: monthly, every month
annual: annually, yearly, annual, every year
christmas: christmas, xmas, christmas day
christmas eve: christmas eve
boxing day: boxing day
new year: new year, new years, new years day
new years eve: new years eve, new year eve
chinese new year: chinese new year, lunar new year
easter: easter
thanksgiving: thanksgiving
halloween: halloween
valentines: valentines, valentines day
mid autumn: mid autumn festival
ramadan: ramadan
eid: eid
diwali: diwali
spring: spring
summer: summer
autumn: autumn, in the fall
winter: winter
this week: this week
next week: next week
last week: last week
this month: this month
next month: next month
last month: last month
this year: this year
next year: next year
last year: last year
next weekend: next weekend
all day: all day
`;
