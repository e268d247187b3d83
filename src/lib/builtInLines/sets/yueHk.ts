import type { LineSet } from '../types.ts';

/** Spoken Cantonese: written Chinese sounds read out. */
export const yueHk = {
  language: 'zh-HK',
  checked: true,
  lines: {
    'not-in-service': '你所打嘅電話號碼未有服務。再見。',
    busy: '而家所有線路都繁忙，請你幾分鐘後再打嚟。再見。',
    nobody: '唔好意思，而家冇人可以接聽，請你遲啲再打嚟。再見。',
    trouble: '唔好意思，系統而家有啲問題，請你遲啲再打嚟。再見。',
    'trouble-transfer': '唔好意思，系統而家有啲問題，我幫你轉駁。',
    'language-offer': '想用廣東話，請講「廣東話」。',
    'no-input': '唔好意思，我聽唔到你講嘢。',
    'no-match': '唔好意思，我聽唔清楚。',
    'yes-or-no': '請講「係」或者「唔係」。',
    'press-a-key': '你亦都可以用電話撳掣揀。',
    confirm: '我聽到嘅係{{ value }}，啱唔啱？',
    'one-moment': { business: '請您稍等。', casual: '等等呀。' },
    'hold-on': { business: '我幫您查一查，麻煩您等一等。', casual: '我睇一睇，等我一陣呀。' },
    'still-there': { business: '請問您仲喺唔喺度？', casual: '喂，你仲喺唔喺度呀？' },
    transfer: { business: '我而家幫您轉駁，請您稍等。', casual: '我幫你駁過去，等等呀。' },
    goodbye: { business: '多謝您嘅來電，再見。', casual: '多謝你打嚟，拜拜。' },
    yes: '係',
    no: '唔係',
  },
} as const satisfies LineSet;
