import type { LineSet } from '../types.ts';

export const vi = {
  language: 'vi-VN',
  checked: false,
  lines: {
    'not-in-service': 'Số điện thoại quý khách vừa gọi hiện không hoạt động. Xin chào.',
    busy: 'Hiện tất cả các đường dây đều bận. Xin quý khách vui lòng gọi lại sau ít phút. Xin chào.',
    nobody: 'Xin lỗi, hiện không có ai nghe máy được. Xin quý khách vui lòng gọi lại sau. Xin chào.',
    trouble: 'Xin lỗi, hệ thống đang gặp sự cố. Xin quý khách vui lòng gọi lại sau. Xin chào.',
    'trouble-transfer': 'Xin lỗi, hệ thống đang gặp sự cố. Tôi xin nối máy cho quý khách.',
    'language-offer': 'Để dùng tiếng Việt, xin nói “tiếng Việt”.',
    'no-input': 'Xin lỗi, tôi không nghe thấy gì.',
    'no-match': 'Xin lỗi, tôi nghe chưa rõ.',
    'yes-or-no': 'Xin nói “có” hoặc “không”.',
    'press-a-key': 'Quý khách cũng có thể bấm phím trên điện thoại.',
    confirm: 'Tôi nghe là {{ value }}, có đúng không ạ?',
    'one-moment': { business: 'Xin quý khách chờ một chút.', casual: 'Chờ một chút nhé.' },
    'hold-on': {
      business: 'Xin quý khách giữ máy để tôi kiểm tra.',
      casual: 'Giữ máy nhé, để tôi kiểm tra.',
    },
    'still-there': { business: 'Quý khách còn nghe máy không ạ?', casual: 'A lô, còn đó không?' },
    transfer: {
      business: 'Tôi xin nối máy cho quý khách, xin vui lòng giữ máy.',
      casual: 'Để tôi nối máy nhé.',
    },
    goodbye: {
      business: 'Cảm ơn quý khách đã gọi. Xin chào quý khách.',
      casual: 'Cảm ơn đã gọi nhé. Chào nhé.',
    },
    yes: 'Có',
    no: 'Không',
  },
} as const satisfies LineSet;
