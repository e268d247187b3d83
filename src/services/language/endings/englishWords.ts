/** Words of English by what may follow them. Closed classes are whole; of verbs, those that callers use most. */

const classes: Readonly<Record<string, string>> = {
  DET: 'the a an my your our their his this these those some any every each another which',
  PREP: 'of for from with at by into about near between under over through during without against behind above below onto via towards until since after before around across along per than as on in to up out off down',
  AND: 'and or but so because cause cos if when while although though unless whether then plus also that',
  SUBJ: 'i we they he she im ive id ill weve theyre hes shes youre were youve youd youll wed well theyll',
  PRON: 'me him them us it you her mine yours ours theirs himself myself yourself someone somebody anyone anybody everyone something anything everything nothing one',
  BE: 'is are was am been be being isnt arent wasnt its thats whats theres heres wheres hows whos',
  DO: 'do does did dont doesnt didnt done',
  HAVE: 'have has had havent hasnt hadnt having',
  MODAL:
    'can could would will should may might must shall cant couldnt wouldnt wont shouldnt gonna wanna lets',
  WH: 'what where who how why whose',
  NOT: 'not no never none',
  NUM: 'zero oh two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand half quarter double',
  TIME: 'today tomorrow tonight yesterday morning afternoon evening night noon midnight week month year weekend now later soon ago am pm oclock minute minutes hour hours day days weeks months years monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays january february march april june july august september october november december',
  BYE: 'please thanks thank bye goodbye yes yeah yep nope okay ok right sure correct hello hi hey sorry perfect great',
  ADV: 'just really very too still already again even only quite pretty always maybe actually probably here there back away anymore yet else instead anyway together first last next',
  FILL: 'um uh uhm er erm hmm mm ah like',
  // After these an object or a clause is missing more often than not.
  VT: 'want wants wanted need needs needed give gives gave given giving tell tells told telling make makes made making take takes took taken taking get gets got getting put puts bring brought send sends sent show find found buy bought see saw seen say says said think thought know knew let keep kept use used try tried trying call called ask asked asking book booked change changed add play check help pay paid like love prefer mean guess hope feel felt looking going come came go went wondering',
};

const known = new Map(
  Object.entries(classes).flatMap(([name, words]) => words.split(' ').map((word) => [word, name] as const)),
);

const SUFFIXES: readonly (readonly [RegExp, string])[] = [
  [/^\d/u, '9'],
  [/ing$/u, '-ing'],
  [/ed$/u, '-ed'],
  [/ly$/u, '-ly'],
  [/(?:tion|sion|ment|ness|ity|ance|ence)s?$/u, '-tion'],
  [/(?:able|ible|ful|ous|ive|al|ic|est)$/u, '-al'],
  [/(?:[^s]s)$/u, '-s'],
];

/** `word`: of {@link wordsOf}. */
export function classOf(word: string): string {
  return known.get(word) ?? SUFFIXES.find(([form]) => form.test(word))?.[1] ?? (word.length < 4 ? 'x' : 'xx');
}

const SOUNDS: ReadonlySet<string> = new Set(['um', 'uh', 'uhm', 'er', 'erm', 'hmm', 'mm', 'ah']);

/**
 * One form for partial and final words, and for transcripts that write dont: small letters, no marks, numbers alike, no
 * sounds of hesitation (the last word may be one: it tells).
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKC').toLowerCase().replace(/['’`]/gu, '');
  const words = plain.match(/\p{Nd}+(?:[.:,]\p{Nd}+)*|[\p{L}\p{M}]+/gu) ?? [];
  const kept = words.filter((word, i) => i === words.length - 1 || !SOUNDS.has(word));
  return kept.map((word) => (/^\p{Nd}/u.test(word) ? '9' : word));
}
