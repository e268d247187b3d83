import type { LineSet } from '../types.ts';

export const ms = {
  language: 'ms-MY',
  checked: false,
  lines: {
    'not-in-service': 'Nombor yang anda dail tiada dalam perkhidmatan. Selamat tinggal.',
    busy: 'Semua talian kami sedang sibuk. Sila hubungi semula dalam beberapa minit. Selamat tinggal.',
    nobody:
      'Maaf, tiada sesiapa dapat menjawab panggilan anda sekarang. Sila hubungi semula nanti. Selamat tinggal.',
    trouble: 'Maaf, kami mengalami masalah teknikal. Sila hubungi semula nanti. Selamat tinggal.',
    'trouble-transfer': 'Maaf, kami mengalami masalah teknikal. Saya sambungkan anda sekarang.',
    'language-offer': 'Untuk bahasa Melayu, sebut Melayu.',
    'no-input': 'Maaf, saya tidak dengar apa-apa.',
    'no-match': 'Maaf, saya kurang jelas.',
    'yes-or-no': 'Sila jawab ya atau tidak.',
    'press-a-key': 'Anda juga boleh menekan kekunci telefon.',
    confirm: 'Saya catat {{ value }}. Betulkah itu?',
    'one-moment': { business: 'Sila tunggu sebentar.', casual: 'Sekejap ya.' },
    'hold-on': { business: 'Sila tunggu di talian, saya semak dahulu.', casual: 'Tunggu ya, saya semak.' },
    'still-there': { business: 'Adakah anda masih di talian?', casual: 'Helo, masih ada?' },
    transfer: { business: 'Saya sambungkan anda sekarang. Sila tunggu.', casual: 'Saya sambungkan ya.' },
    goodbye: {
      business: 'Terima kasih kerana menghubungi kami. Selamat tinggal.',
      casual: 'Terima kasih telefon. Bye.',
    },
    yes: 'Ya',
    no: 'Tidak',
  },
} as const satisfies LineSet;
