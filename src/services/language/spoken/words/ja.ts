import { shortForms, type SignWords } from './types.ts';

/** Japanese. */
export const ja = {
  dot: 'ドット',
  at: 'アットマーク',
  slash: 'スラッシュ',
  dash: 'ハイフン',
  underscore: 'アンダーバー',
  percent: '{n}パーセント',
  number: '{n}番',
  fractions: { 'n/d': '{d}分の{n}' },
  fractionJoint: 'と',
  abbreviations: shortForms(`
    Tel.|電話
    TEL.|電話
    No.|ナンバー
    etc.|など
    e.g.|例えば
    Dr.|ドクター
    Mr.|ミスター
    ㈱|株式会社
    ㈲|有限会社
    (株)|株式会社
    (月)|月曜日
    (火)|火曜日
    (水)|水曜日
    (木)|木曜日
    (金)|金曜日
    (土)|土曜日
    (日)|日曜日
  `),
} as const satisfies SignWords;
