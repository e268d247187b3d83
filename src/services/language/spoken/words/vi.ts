import { shortForms, type SignWords } from './types.ts';

/** Vietnamese. */
export const vi = {
  dot: 'chấm',
  at: 'a còng',
  slash: 'gạch chéo',
  dash: 'gạch ngang',
  underscore: 'gạch dưới',
  percent: '{n} phần trăm',
  number: 'số {n}',
  fractions: { '1/2': 'một nửa', 'n/d': '{n} phần {d}' },
  fractionJoint: ' và ',
  abbreviations: shortForms(`
    TP.|Thành phố
    Tp.|Thành phố
    TP.HCM|Thành phố Hồ Chí Minh
    TP. HCM|Thành phố Hồ Chí Minh
    BS.|Bác sĩ
    Bs.|Bác sĩ
    TS.|Tiến sĩ
    ThS.|Thạc sĩ
    GS.|Giáo sư
    PGS.|Phó giáo sư
    ĐT:|điện thoại:
    SĐT|số điện thoại
    v.v.|vân vân
    VD:|ví dụ:
    vd:|ví dụ:
  `),
} as const satisfies SignWords;
