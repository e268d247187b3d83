import type { LineSet } from '../types.ts';

export const id = {
  language: 'id-ID',
  checked: false,
  lines: {
    'not-in-service': 'Nomor yang Anda hubungi tidak aktif. Sampai jumpa.',
    busy: 'Saat ini semua saluran sedang sibuk. Silakan hubungi kembali beberapa menit lagi. Sampai jumpa.',
    nobody:
      'Maaf, saat ini tidak ada yang dapat menerima panggilan Anda. Silakan hubungi kembali nanti. Sampai jumpa.',
    trouble: 'Maaf, sedang ada gangguan teknis. Silakan hubungi kembali nanti. Sampai jumpa.',
    'trouble-transfer': 'Maaf, sedang ada gangguan teknis. Saya sambungkan Anda sekarang.',
    'language-offer': 'Untuk bahasa Indonesia, katakan Indonesia.',
    'no-input': 'Maaf, saya tidak mendengar apa-apa.',
    'no-match': 'Maaf, saya kurang menangkap.',
    'yes-or-no': 'Silakan katakan ya atau tidak.',
    'press-a-key': 'Anda juga dapat menekan tombol di telepon.',
    confirm: 'Saya mencatat {{ value }}. Apakah benar?',
    'one-moment': { business: 'Mohon tunggu sebentar.', casual: 'Sebentar ya.' },
    'hold-on': { business: 'Mohon jangan ditutup, saya periksa dulu.', casual: 'Tunggu ya, saya cek dulu.' },
    'still-there': { business: 'Apakah Anda masih di sana?', casual: 'Halo, masih di sana?' },
    transfer: { business: 'Saya sambungkan sekarang. Mohon tunggu.', casual: 'Saya sambungkan ya.' },
    goodbye: {
      business: 'Terima kasih telah menghubungi kami. Sampai jumpa.',
      casual: 'Makasih sudah telepon. Dadah.',
    },
    yes: 'Ya',
    no: 'Tidak',
  },
} as const satisfies LineSet;
