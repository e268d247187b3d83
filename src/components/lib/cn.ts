/** Class names, the later of two that disagree winning. tailwind-merge's own table knows all of Tailwind: eight times ours. */
import { clsx, type ClassValue } from 'clsx';
import { createTailwindMerge } from 'tailwind-merge';

const any = () => true;
const sides = ['x', 'y', 't', 'r', 'b', 'l'];
const length = (value: string) => /^(\d+|\[\d.*\])$/.test(value);

/** `p`, `px`, `pt` …: a group each, with any value. */
const sided = (name: string, all = sides) =>
  Object.fromEntries([name, ...all.map((side) => name + side)].map((one) => [one, [{ [one]: [any] }]]));
/** `overflow`, `overflow-x` …; and `w`, `h`, which have no sides. */
const plain = (...names: string[]) => Object.fromEntries(names.map((name) => [name, [{ [name]: [any] }]]));
const over = (name: string) => ({ [name]: sides.map((side) => name + side) });

const borders = Object.fromEntries(
  ['border', ...sides.map((side) => `border-${side}`)].flatMap((name) => [
    [`${name}-w`, [{ [name]: ['', length] }]],
    [`${name}-color`, [{ [name]: [any] }]],
  ]),
);
const overBorders = (kind: 'w' | 'color') =>
  Object.fromEntries(
    Object.entries({ border: sides, 'border-x': ['r', 'l'], 'border-y': ['t', 'b'] }).map(
      ([name, covered]) => [`${name}-${kind}`, covered.map((side) => `border-${side}-${kind}`)],
    ),
  );

const merge = createTailwindMerge(() => ({
  cacheSize: 500,
  theme: {},
  classGroups: {
    display: ['block', 'inline', 'inline-block', 'flex', 'inline-flex', 'grid', 'hidden', 'contents'],
    position: ['static', 'fixed', 'absolute', 'relative', 'sticky'],
    'sr-only': ['sr-only', 'not-sr-only'],
    ...plain('overflow', 'overflow-x', 'overflow-y', 'inset', 'inset-x', 'inset-y'),
    ...plain('top', 'right', 'bottom', 'left', 'z', 'gap', 'gap-x', 'gap-y', 'space-x', 'space-y'),
    ...plain('size', 'w', 'h', 'min-w', 'max-w', 'min-h', 'max-h', 'items', 'self', 'justify', 'content'),
    ...plain('leading', 'tracking', 'whitespace', 'opacity', 'cursor', 'select', 'pointer-events', 'shadow'),
    ...plain(
      'resize',
      'fill',
      'stroke',
      'animate',
      'duration',
      'ease',
      'rotate',
      'break',
      'line-clamp',
      'list',
      'order',
      'align',
      'translate',
      'translate-x',
      'translate-y',
      'origin',
      'grid-cols',
    ),
    ...sided('p'),
    ...sided('m'),
    ...borders,
    'border-style': [{ border: ['solid', 'dashed', 'dotted', 'none'] }],
    'flex-direction': [{ flex: ['row', 'col', 'row-reverse', 'col-reverse'] }],
    'flex-wrap': [{ flex: ['wrap', 'nowrap'] }],
    flex: [{ flex: [any] }],
    grow: [{ grow: ['', any] }],
    shrink: [{ shrink: ['', any] }],
    'border-collapse': [{ border: ['collapse', 'separate'] }],
    'justify-self': [{ justify: [{ self: [any] }] }],
    rounded: [{ rounded: ['', 'none', 'xs', 'sm', 'md', 'lg', 'full'] }],
    'bg-image': [{ bg: [(value: string) => /^\[.*gradient\(/.test(value)] }],
    bg: [{ bg: [any] }],
    outline: [{ outline: ['', length] }],
    'outline-style': [{ outline: ['none', 'hidden', 'solid', 'dashed'] }],
    'outline-offset': [{ 'outline-offset': [any] }],
    'outline-color': [{ outline: [any] }],
    'text-decoration': ['underline', 'line-through', 'no-underline'],
    'underline-offset': [{ 'underline-offset': [any] }],
    transition: [{ transition: ['', any] }],
    'font-weight': [{ font: ['normal', 'medium', 'semibold', 'bold'] }],
    'font-family': [{ font: ['sans', 'mono'] }],
    'font-size': [{ text: ['xs', 'sm', 'base', 'lg', 'xl', length] }],
    'text-align': [{ text: ['left', 'center', 'right'] }],
    'text-color': [{ text: [any] }],
  },
  conflictingClassGroups: {
    ...over('p'),
    ...over('m'),
    ...overBorders('w'),
    ...overBorders('color'),
    px: ['pr', 'pl'],
    py: ['pt', 'pb'],
    mx: ['mr', 'ml'],
    my: ['mt', 'mb'],
    size: ['w', 'h'],
    translate: ['translate-x', 'translate-y'],
    gap: ['gap-x', 'gap-y'],
    overflow: ['overflow-x', 'overflow-y'],
    inset: ['inset-x', 'inset-y', 'top', 'right', 'bottom', 'left'],
    'inset-x': ['right', 'left'],
    'inset-y': ['top', 'bottom'],
    'font-size': ['leading'],
    flex: ['basis', 'grow', 'shrink'],
    'line-clamp': ['display', 'overflow'],
  },
  conflictingClassGroupModifiers: { 'font-size': ['leading'] },
  orderSensitiveModifiers: ['before', 'after', 'file', '*', '**', 'marker', 'selection'],
}));

export function cn(...classes: ClassValue[]): string {
  return merge(clsx(classes));
}
