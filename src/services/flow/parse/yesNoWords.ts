/** How people agree and refuse. Plain forms after `normalise`, separated by `|`. */
export interface YesNoWords {
  readonly yes: readonly string[];
  readonly no: readonly string[];
  /** Phrases that hold a yes or a no and are neither. */
  readonly neither: readonly string[];
}

function words(yes: string, no: string, neither: string): YesNoWords {
  return { yes: yes.split('|'), no: no.split('|'), neither: neither.split('|') };
}

export const yesNoWords: Readonly<Record<string, YesNoWords>> = {
  en: words(
    'yes|yeah|yep|yup|yea|ya|sure|correct|right|ok|okay|alright|aye|thats right|that is right|thats correct|' +
      'that is correct|thats it|thats fine|all right|absolutely|definitely|certainly|of course|exactly|perfect|' +
      'fine|great|indeed|sounds good|please do|go ahead|i do|it is|i would|why not|no problem|uh huh|mm hmm|mhm|' +
      'you got it|that works|works for me|affirmative|not wrong',
    'no|nope|nah|not|no way|not really|not right|thats not right|wrong|incorrect|negative|never|dont|i dont|' +
      'it isnt|isnt|not correct|no thanks|no thank you|thats wrong|of course not|absolutely not|certainly not|' +
      'definitely not|not ok|not okay|not fine|uh uh|not that|didnt|i did not|wasnt|not exactly',
    'i dont know|dont know|not sure|i know|no idea|i dont understand|yes or no|right now',
  ),
  es: words(
    'si|sí|claro|correcto|vale|de acuerdo|exacto|por supuesto|está bien|eso es',
    'no|nunca|incorrecto|para nada|no está bien|no es correcto',
    'no sé|no se|no entiendo',
  ),
  fr: words(
    'oui|ouais|daccord|exact|exactement|bien sûr|cest ça|parfait|tout à fait',
    'non|pas du tout|ce nest pas ça|jamais|pas correct',
    'je ne sais pas|je sais pas|je ne comprends pas',
  ),
  de: words(
    'ja|jawohl|genau|richtig|stimmt|natürlich|klar|in ordnung|gerne|passt',
    'nein|nee|nicht|falsch|stimmt nicht|das ist nicht richtig|auf keinen fall',
    'weiß nicht|ich weiß nicht|weiss nicht',
  ),
  it: words('sì|si|certo|esatto|va bene|giusto|corretto', 'no|sbagliato|non è giusto', 'non lo so|non so'),
  pt: words('sim|claro|certo|correto|exato|está bem|isso', 'não|nao|errado|incorreto', 'não sei|nao sei'),
  nl: words(
    'ja|jawel|klopt|juist|natuurlijk|prima|goed',
    'nee|niet|klopt niet|niet goed',
    'weet niet|ik weet het niet',
  ),
  pl: words('tak|zgadza się|oczywiście|dobrze|jasne', 'nie|źle|nie zgadza się', 'nie wiem'),
  tr: words('evet|tamam|doğru|olur|tabii', 'hayır|yanlış|olmaz|değil', 'bilmiyorum'),
  ru: words('да|верно|правильно|конечно|хорошо|ага', 'нет|неверно|неправильно|не', 'не знаю'),
  ar: words('نعم|أجل|ايوه|صحيح|تمام|طبعا', 'لا|كلا|غير صحيح|خطأ', 'لا أعرف|لا اعرف'),
  hi: words('हाँ|हां|जी|जी हाँ|सही|ठीक है', 'नहीं|जी नहीं|गलत|मत', 'पता नहीं'),
  vi: words('vâng|dạ|đúng|đúng rồi|phải|có|được|ừ', 'không|không phải|không đúng|sai|chưa', 'không biết'),
  id: words('ya|iya|betul|benar|boleh|baik|setuju', 'tidak|bukan|salah|nggak|enggak', 'tidak tahu'),
  fil: words('oo|opo|tama|sige|yes', 'hindi|hindi po|mali|no|ayaw', 'hindi ko alam'),
};
