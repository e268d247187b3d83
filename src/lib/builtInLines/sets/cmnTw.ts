import type { LineSet } from '../types.ts';

export const cmnTw = {
  language: 'zh-TW',
  checked: true,
  lines: {
    'not-in-service': '您撥的電話號碼目前沒有提供服務。再見。',
    busy: '目前所有線路忙線中，請您過幾分鐘再撥。再見。',
    nobody: '很抱歉，目前沒有人可以接聽，請您稍後再撥。再見。',
    trouble: '很抱歉，系統發生問題，請您稍後再撥。再見。',
    'trouble-transfer': '很抱歉，系統發生問題，我幫您轉接。',
    'language-offer': '需要國語服務，請說「國語」。',
    'no-input': '不好意思，我沒有聽到您的聲音。',
    'no-match': '不好意思，我沒有聽清楚。',
    'yes-or-no': '請說「是」或「不是」。',
    'press-a-key': '您也可以按電話按鍵來選擇。',
    confirm: '我聽到的是{{ value }}，對嗎？',
    'one-moment': { business: '請您稍等。', casual: '等一下喔。' },
    'hold-on': { business: '我幫您查詢，請您稍候。', casual: '我看一下，等我一下喔。' },
    'still-there': { business: '請問您還在線上嗎？', casual: '喂，你還在嗎？' },
    transfer: { business: '現在幫您轉接，請稍候。', casual: '我幫你轉過去，等一下喔。' },
    goodbye: { business: '感謝您的來電，再見。', casual: '謝謝你打來，掰掰。' },
    yes: '是',
    no: '不是',
  },
} as const satisfies LineSet;
