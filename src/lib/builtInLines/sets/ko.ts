import type { LineSet } from '../types.ts';

export const ko = {
  language: 'ko-KR',
  checked: false,
  lines: {
    'not-in-service': '지금 거신 번호는 서비스되지 않는 번호입니다. 감사합니다.',
    busy: '지금 모든 상담 회선이 통화 중입니다. 몇 분 후에 다시 걸어 주세요. 감사합니다.',
    nobody: '죄송합니다. 지금은 전화를 받을 수 있는 담당자가 없습니다. 나중에 다시 걸어 주세요. 감사합니다.',
    trouble: '죄송합니다. 시스템에 문제가 생겼습니다. 잠시 후에 다시 걸어 주세요. 감사합니다.',
    'trouble-transfer': '죄송합니다. 시스템에 문제가 생겼습니다. 담당자에게 연결해 드리겠습니다.',
    'language-offer': '한국어 안내를 원하시면 “한국어”라고 말씀해 주세요.',
    'no-input': '죄송합니다. 말씀을 듣지 못했습니다.',
    'no-match': '죄송합니다. 잘 알아듣지 못했습니다.',
    'yes-or-no': '“네” 또는 “아니요”라고 말씀해 주세요.',
    'press-a-key': '전화기 버튼을 누르셔도 됩니다.',
    confirm: '{{ value }}, 맞습니까?',
    'one-moment': { business: '잠시만 기다려 주세요.', casual: '잠깐만요.' },
    'hold-on': { business: '확인해 보겠습니다. 잠시만 기다려 주세요.', casual: '확인해 볼게요. 잠깐만요.' },
    'still-there': { business: '여보세요, 듣고 계십니까?', casual: '여보세요, 듣고 있어요?' },
    transfer: {
      business: '지금 연결해 드리겠습니다. 잠시만 기다려 주세요.',
      casual: '바꿔 드릴게요. 잠깐만요.',
    },
    goodbye: { business: '전화 주셔서 감사합니다. 안녕히 계세요.', casual: '전화 고마워요. 들어가세요.' },
    yes: '네',
    no: '아니요',
  },
} as const satisfies LineSet;
