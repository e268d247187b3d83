import type { LineSet } from '../types.ts';

export const cmnCn = {
  language: 'zh-CN',
  checked: true,
  lines: {
    'not-in-service': '您拨打的号码未开通服务。再见。',
    busy: '现在所有线路都忙，请您过几分钟再打来。再见。',
    nobody: '抱歉，现在没有人可以接听，请您稍后再打来。再见。',
    trouble: '抱歉，系统出现问题，请您稍后再打来。再见。',
    'trouble-transfer': '抱歉，系统出现问题，我为您转接。',
    'language-offer': '需要普通话服务，请说“普通话”。',
    'no-input': '不好意思，我没有听到您说话。',
    'no-match': '不好意思，我没有听清楚。',
    'yes-or-no': '请说“是”或者“不是”。',
    'press-a-key': '您也可以按电话上的按键来选择。',
    confirm: '我听到的是{{ value }}，对吗？',
    'one-moment': { business: '请您稍等。', casual: '等一下啊。' },
    'hold-on': { business: '我帮您查一下，请您稍等。', casual: '我看一下，等我一会儿。' },
    'still-there': { business: '请问您还在吗？', casual: '喂，你还在吗？' },
    transfer: { business: '现在为您转接，请您稍等。', casual: '我帮你转过去，等一下。' },
    goodbye: { business: '感谢您的来电，再见。', casual: '谢谢你打来，拜拜。' },
    yes: '是',
    no: '不是',
  },
} as const satisfies LineSet;
