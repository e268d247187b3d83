import type { LineSet } from '../types.ts';

export const ja = {
  language: 'ja-JP',
  checked: false,
  lines: {
    'not-in-service': 'おかけになった電話番号は、現在使われておりません。失礼いたします。',
    busy: 'ただいま回線が大変混み合っております。数分後におかけ直しください。失礼いたします。',
    nobody:
      '申し訳ございません、ただいま電話に出られる者がおりません。後ほどおかけ直しください。失礼いたします。',
    trouble:
      '申し訳ございません、システムに問題が発生しました。しばらくしてからおかけ直しください。失礼いたします。',
    'trouble-transfer': '申し訳ございません、システムに問題が発生しました。担当者におつなぎします。',
    'language-offer': '日本語をご希望の方は、「日本語」とおっしゃってください。',
    'no-input': '申し訳ございません、お声が聞こえませんでした。',
    'no-match': '申し訳ございません、よく聞き取れませんでした。',
    'yes-or-no': '「はい」か「いいえ」でお答えください。',
    'press-a-key': '電話のボタンでもお選びいただけます。',
    confirm: '{{ value }}でよろしいでしょうか。',
    'one-moment': { business: '少々お待ちください。', casual: 'ちょっと待ってね。' },
    'hold-on': {
      business: '確認いたしますので、少々お待ちください。',
      casual: '確認するから、ちょっと待ってね。',
    },
    'still-there': { business: 'もしもし、聞こえていらっしゃいますか。', casual: 'もしもし、聞こえてる？' },
    transfer: {
      business: 'ただいまおつなぎします。少々お待ちください。',
      casual: '今つなぐね。ちょっと待ってて。',
    },
    goodbye: {
      business: 'お電話ありがとうございました。失礼いたします。',
      casual: '電話ありがとう。じゃあね。',
    },
    yes: 'はい',
    no: 'いいえ',
  },
} as const satisfies LineSet;
