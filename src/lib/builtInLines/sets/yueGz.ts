import type { LineSet } from '../types.ts';

/** Guangzhou: spoken Cantonese in simplified characters, with the words of the Mainland for telephones. */
export const yueGz = {
  language: 'yue-CN',
  checked: false,
  lines: {
    'not-in-service': '你打嘅电话号码未开通服务。再见。',
    busy: '而家所有线路都繁忙，请你过几分钟再打嚟。再见。',
    nobody: '唔好意思，而家冇人可以接听，请你迟啲再打嚟。再见。',
    trouble: '唔好意思，系统而家有啲问题，请你迟啲再打嚟。再见。',
    'trouble-transfer': '唔好意思，系统而家有啲问题，我帮你转接。',
    'language-offer': '想用粤语，请讲“粤语”。',
    'no-input': '唔好意思，我听唔到你讲嘢。',
    'no-match': '唔好意思，我听唔清楚。',
    'yes-or-no': '请讲“系”或者“唔系”。',
    'press-a-key': '你亦都可以用电话按键拣。',
    confirm: '我听到嘅系{{ value }}，啱唔啱？',
    'one-moment': { business: '请您稍等。', casual: '等阵呀。' },
    'hold-on': { business: '我帮您查一查，麻烦您等一等。', casual: '我睇一睇，等我一阵呀。' },
    'still-there': { business: '请问您仲喺唔喺度？', casual: '喂，你仲喺唔喺度呀？' },
    transfer: { business: '我而家帮您转接，请您稍等。', casual: '我帮你转过去，等阵呀。' },
    goodbye: { business: '多谢您嘅来电，再见。', casual: '多谢你打嚟，拜拜。' },
    yes: '系',
    no: '唔系',
  },
} as const satisfies LineSet;
