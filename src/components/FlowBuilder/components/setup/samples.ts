/** What a voice is first heard with: something that a business says, with what voices get wrong (a time, an amount). */
const samples: Readonly<Record<string, string>> = {
  en: 'Thank you for calling. Your table for four is booked at half past seven.',
  'zh-HK': '多謝致電。你訂咗星期五晚上七點半四位。',
  yue: '多謝致電。你訂咗星期五晚上七點半四位。',
  'zh-TW': '感謝來電。您訂了星期五晚上七點半,四位。',
  zh: '感谢来电。您订了星期五晚上七点半,四位。',
  ja: 'お電話ありがとうございます。金曜日の七時半に四名様でご予約を承りました。',
  ko: '전화 주셔서 감사합니다. 금요일 일곱 시 반에 네 분 예약되었습니다.',
  es: 'Gracias por llamar. Su mesa para cuatro está reservada a las siete y media.',
  fr: 'Merci de votre appel. Votre table pour quatre est réservée à dix-neuf heures trente.',
  de: 'Danke für Ihren Anruf. Ihr Tisch für vier Personen ist um halb acht reserviert.',
  it: 'Grazie per la chiamata. Il suo tavolo per quattro è prenotato alle sette e mezza.',
  pt: 'Obrigado por ligar. A sua mesa para quatro está reservada para as sete e meia.',
  vi: 'Cảm ơn quý khách đã gọi. Bàn bốn người đã được đặt lúc bảy giờ rưỡi.',
  th: 'ขอบคุณที่โทรมา จองโต๊ะสำหรับสี่ท่านเวลาหนึ่งทุ่มครึ่งเรียบร้อยแล้วค่ะ',
};

/** Numbers, where there is no sentence: every voice can read them. */
export function sampleText(tag: string): string {
  return samples[tag] ?? samples[tag.split('-', 1)[0] ?? ''] ?? '1, 2, 3, 4, 5.';
}
