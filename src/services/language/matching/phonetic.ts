/**
 * How a word of an alphabet sounds, roughly: letters that most languages and recognisers interchange fall together. English
 * leads, since that is what is mixed into Cantonese; words of other scripts stay as they are, less their accents.
 */
const RULES: readonly (readonly [RegExp, string])[] = [
  [/^(kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/ph/g, 'f'],
  [/(?<=[aeiou])gh(?=t|$)/g, ''],
  [/gh/g, 'g'],
  [/sch|tch|ch/g, 'C'],
  [/sh/g, 'S'],
  [/th/g, 'T'],
  [/c(?=[eiy])/g, 's'],
  [/ck|[cq]u?(?=[aou])|[cq]/g, 'k'],
  [/x/g, 'ks'],
  [/z(?=$)/g, 's'],
  [/mb$/, 'm'],
  [/(?<=[bcdfgklmnprstvz])e$/, ''],
  [/(?<=[aeiou].*)y$/, 'i'],
  [/ee|ea|ie|ei/g, 'i'],
  [/oo|ou|ow/g, 'u'],
  [/ai|ay|ae/g, 'e'],
  [/(.)\1+/gu, '$1'],
];

export function phoneticKey(word: string): string {
  let key = word.normalize('NFD').replace(/(?<=[a-z])\p{M}+/gu, '');
  if (/^[a-z]+$/.test(key)) for (const [from, to] of RULES) key = key.replace(from, to);
  return key.normalize('NFC');
}
