import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { detectLanguage } from './detectLanguage.ts';

/** First turns of callers, two a language. */
const TURNS = {
  'en-US': ["Hi, I'd like to make an appointment for tomorrow.", 'Could you tell me what time you open?'],
  'es-MX': ['Buenos días, quisiera hacer una cita.', '¿A qué hora cierran mañana?'],
  'pt-BR': ['Bom dia, eu queria marcar uma consulta.', 'A que horas vocês abrem amanhã?'],
  'fr-FR': ['Bonjour, je voudrais prendre rendez-vous.', "Est-ce que vous êtes ouverts aujourd'hui ?"],
  'it-IT': ['Buongiorno, vorrei prendere un appuntamento.', 'A che ora aprite domani mattina?'],
  'de-DE': ['Guten Tag, ich möchte einen Termin vereinbaren.', 'Haben Sie morgen noch einen Platz frei?'],
  'nl-NL': ['Goedemorgen, ik wil graag een afspraak maken.', 'Hoe laat gaan jullie morgen open?'],
  'sv-SE': ['Hej, jag skulle vilja boka en tid.', 'När öppnar ni i morgon?'],
  'pl-PL': ['Dzień dobry, chciałbym umówić się na wizytę.', 'O której jutro otwieracie?'],
  'cs-CZ': ['Dobrý den, chtěl bych se objednat.', 'V kolik hodin zítra otevíráte?'],
  'ro-RO': ['Bună ziua, aș dori să fac o programare.', 'La ce oră deschideți mâine?'],
  'hu-HU': ['Jó napot, szeretnék időpontot kérni.', 'Mikor nyitnak holnap?'],
  'fi-FI': ['Hei, haluaisin varata ajan.', 'Mihin aikaan avaatte huomenna?'],
  'tr-TR': ['Merhaba, randevu almak istiyorum.', 'Yarın saat kaçta açıyorsunuz?'],
  'vi-VN': ['Xin chào, tôi muốn đặt lịch hẹn.', 'Ngày mai mấy giờ mở cửa ạ?'],
  'id-ID': ['Selamat pagi, saya mau buat janji.', 'Besok buka jam berapa?'],
  'fil-PH': ['Magandang umaga po, gusto ko pong magpa-appointment.', 'Anong oras po kayo magbubukas bukas?'],
  'sw-KE': ['Habari, ningependa kupanga miadi.', 'Mnafungua saa ngapi kesho?'],
  'ru-RU': ['Здравствуйте, я хотел бы записаться на приём.', 'Во сколько вы завтра открываетесь?'],
  'uk-UA': ['Добрий день, я хотіла б записатися на прийом.', 'О котрій ви завтра відчиняєтесь?'],
  'ar-SA': ['مرحبا، أريد حجز موعد من فضلك', 'متى تفتحون غدا؟'],
  'fa-IR': ['سلام، می‌خواهم وقت بگیرم', 'فردا چه ساعتی باز می‌کنید؟'],
  'ur-PK': ['السلام علیکم، مجھے وقت لینا ہے', 'آپ کل کب کھولتے ہیں؟'],
  'hi-IN': ['नमस्ते, मुझे अपॉइंटमेंट चाहिए', 'आप कल कितने बजे खोलते हैं?'],
  'bn-BD': ['নমস্কার, আমি একটা সময় নিতে চাই', 'আগামীকাল কখন খুলবেন?'],
  'ta-IN': ['வணக்கம், நேரம் வேண்டும்', 'நாளை எப்போது திறப்பீர்கள்?'],
  'th-TH': ['สวัสดีครับ ผมอยากนัดหมาย', 'พรุ่งนี้เปิดกี่โมง'],
  'ja-JP': ['予約をお願いします', '明日は何時に開きますか'],
  'ko-KR': ['안녕하세요, 예약하고 싶어요', '내일 몇 시에 열어요?'],
  'el-GR': ['Καλημέρα, θα ήθελα ένα ραντεβού', 'Τι ώρα ανοίγετε αύριο;'],
  'he-IL': ['שלום, אני רוצה לקבוע תור', 'מתי אתם פותחים מחר?'],
  'zh-HK': ['你好，我想約聽日得唔得呀', '你哋幾點開門'],
  'zh-CN': ['您好，我想预约明天的时间', '你们几点开门？'],
} as const;
const ALL = Object.keys(TURNS);

describe('detectLanguage', () => {
  it.each(Object.entries(TURNS))('%s among them all', (language, turns) => {
    for (const turn of turns) expect(detectLanguage(turn, ALL)?.language).toBe(language);
  });

  it.each([
    ['fr-CA', 'fr-CA'],
    ['tl-PH', 'tl-PH'],
    ['no-NO', 'no-NO'],
  ])('takes the tag as it was given: %s', (tag, expected) => {
    const turn = {
      'fr-CA': 'Bonjour, merci',
      'tl-PH': 'Magandang umaga po',
      'no-NO': 'Jeg vil gjerne ha time',
    }[tag];
    expect(detectLanguage(turn ?? '', ['en-US', tag])?.language).toBe(expected);
  });

  it('never proposes Mandarin for a Cantonese call', () => {
    const chinese = fc.string({ unit: fc.constantFrom(...'我们是不在了的他這沒有嗎吧请问您好明天，。 ') });
    fc.assert(
      fc.property(chinese, fc.constantFrom('zh-HK', 'zh-MO', 'yue-CN'), (text, current) => {
        const guess = detectLanguage(text, ['zh-CN', current, 'en-US'], { current });
        expect(guess?.language ?? current).toBe(current);
      }),
    );
  });

  it('goes from Mandarin to Cantonese on Cantonese words, not on what could be either', () => {
    const go = (text: string) => detectLanguage(text, ['zh-CN', 'zh-HK']);
    expect(go('我哋想book枱，得唔得呀')).toMatchObject({ language: 'zh-HK' });
    expect(go('我想取消')).toMatchObject({ language: 'zh-CN' });
    expect(go('好啊好啊')).toMatchObject({ language: 'zh-CN' });
  });

  it('leaves English words in Cantonese Cantonese', () => {
    expect(detectLanguage('我想book個appointment', ['zh-HK', 'en-HK'])?.language).toBe('zh-HK');
  });

  it.each(['', ' ', '123', '👍', '\uD800', '...'])('says nothing of %j', (text) =>
    expect(detectLanguage(text, ALL)).toBeNull(),
  );

  it('is less sure of a word that several have', () => {
    const sure = detectLanguage('Ich möchte bitte einen Termin', ['de-DE', 'nl-NL'])?.confidence ?? 0;
    const unsure = detectLanguage('ja', ['de-DE', 'nl-NL'])?.confidence ?? 1;
    expect(sure).toBeGreaterThan(0.6);
    expect(unsure).toBeLessThan(0.3);
  });

  it('answers any text with one of the candidates or nothing, confidence from 0 to 1', () => {
    const text = fc.string({ unit: 'binary', maxLength: 200 });
    fc.assert(
      fc.property(text, fc.subarray(ALL), (said, candidates) => {
        const guess = detectLanguage(said, candidates);
        if (guess === null) return;
        expect(candidates).toContain(guess.language);
        expect(guess.confidence).toBeGreaterThanOrEqual(0);
        expect(guess.confidence).toBeLessThanOrEqual(1);
      }),
    );
  });
});
