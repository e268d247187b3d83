/** Words that the list lacks or reads otherwise than they are said, from dictionaries and, where it is changed tone, HKCanCor. */
export const MORE_WORDS: readonly (readonly [word: string, reading: string])[] = [
  ['今年', 'gam1 nin2'],
  ['表面', 'biu2 min6'],
  ['會話', 'wui6 waa2'],
  ['幾大', 'gei2 daai6'],
  ['咋喎', 'zaa3 wo3'],
  ['嘅啫', 'ge3 ze1'],
  ['名菜', 'ming4 coi3'],
  ['名畫', 'ming4 waa2'],
  ['每朝', 'mui5 ziu1'],
  ['成朝', 'seng4 ziu1'],
];
