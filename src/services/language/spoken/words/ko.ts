import { shortForms, type SignWords } from './types.ts';

/** Korean. */
export const ko = {
  dot: '점',
  at: '골뱅이',
  slash: '슬래시',
  dash: '하이픈',
  underscore: '밑줄',
  percent: '{n} 퍼센트',
  number: '{n}번',
  fractions: { 'n/d': '{d}분의 {n}' },
  fractionJoint: '과 ',
  abbreviations: shortForms(`
    Tel.|전화
    tel.|전화
    Dr.|닥터
    Mr.|미스터
    etc.|등등
    e.g.|예를 들면
    ㈜|주식회사
    (주)|주식회사
    (월)|월요일
    (화)|화요일
    (수)|수요일
    (목)|목요일
    (금)|금요일
    (토)|토요일
    (일)|일요일
  `),
} as const satisfies SignWords;
