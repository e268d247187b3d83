/**
 * Last words that promise more, and last words after which callers wait for an answer. Own lists, small letters. Words that
 * do both stay out.
 */
export interface EndingWords {
  readonly more: string;
  readonly over: string;
  /** Over where nothing stands before it: 係 answers, 我係 goes on. English: as `wordsOf` has it, joined by _. */
  readonly alone?: string;
}

/** Ends in Chinese characters, looked for from the longest. */
export const cantoneseEndings: EndingWords = {
  more: '即係 同埋 跟住 因為 如果 但係 不過 所以 或者 定係 譬如 其實 咁 然後 之後 而且 仲有 我想 我要 我係 想問 想話 嗰個 呢個 話畀 就係 包括 等我 電話係 號碼係 地址係 叫做',
  over: '唔該 唔該晒 多謝 多謝晒 唔係 係啊 係啦 好啊 好啦 冇問題 唔使 唔使啦 拜拜 再見 可唔可以 得唔得 好唔好 係咪 得未 嘅啦 㗎啦 係嘅 好嘅 先啦 幾多錢',
  alone: '係 好 得 冇 有 要 唔要 餵 早晨 你好 可以 未 未啊 啱 啱啊 點解 幾點 邊度 嗯 哦 知道 明白 係係',
};

export const mandarinEndings: EndingWords = {
  more: '然後 因為 那個 這個 就是 還有 但是 可是 不過 所以 如果 而且 或者 比如 其實 跟 和 在 把 給 我想 我要 我是 想問 那 我的 你們的 請 一個 電話是 號碼是 地址是 是',
  over: '嗎 吧 呢 啊 啦 了 謝謝 謝謝你 是的 不是 好的 不用 不用了 沒問題 再見 拜拜 可以嗎 行嗎 怎麼樣 多少錢 幾點 哪里',
  alone: '對 對的 好 可以 沒有 你好 行 是 餵 嗯 要 有 知道',
};

/** By primary subtag; last words. */
export const wordEndings: Readonly<Record<string, EndingWords>> = {
  en: {
    more: "and but or because so if when that the a an my your our this to of for with from in at on by is are was i i'm i'd i'll it's we um uh er erm hmm like well also maybe about between could can would need want",
    over: 'please thanks bye goodbye yes yeah yep no nope okay ok right correct sure tomorrow today hello',
    alone:
      'yes_please yes_thanks yes_thank_you no_thanks no_thank_you thank_you thank_you_very_much thanks_a_lot okay_thank_you ok_thanks ' +
      'thats_all that_is_all thats_it that_is_it nothing_else im_fine im_good not_really i_think_so i_dont_know not_sure',
  },
  es: {
    more: 'y e o u pero porque que si cuando el la los las un una mi su de del a al para por con en es soy está este eh pues entonces como quiero',
    over: 'gracias favor sí no vale bueno claro adiós correcto hola mañana',
  },
  pt: {
    more: 'e ou mas porque que se quando o a os as um uma meu minha de do da para por com em no na é sou está então tipo como quero',
    over: 'obrigado obrigada favor sim não certo claro tchau isso alô amanhã',
  },
  fr: {
    more: "et ou mais parce que qu' si quand le la les un une mon ma mes de du des à au pour par avec en dans est suis c'est euh donc alors je j'ai voudrais",
    over: 'merci plaît oui non accord bien sûr revoir allô demain',
  },
  it: {
    more: 'e o ma perché che se quando il lo la i gli le un una mio mia di del a al per con in è sono allora ehm cioè come vorrei',
    over: 'grazie favore sì no bene certo arrivederci ciao pronto domani',
  },
  de: {
    more: 'und oder aber weil dass wenn als der die das den dem ein eine einen mein meine zu für mit von in im an am auf ist ich wir äh ähm also dann noch',
    over: 'danke bitte ja nein gut genau richtig tschüss wiederhören hallo morgen',
  },
  nl: {
    more: 'en of maar omdat dat als wanneer de het een mijn te voor met van in op aan is ik we eh uh dus dan nog ook',
    over: 'dank alstublieft ja nee goed precies klopt dag hallo morgen',
  },
  pl: {
    more: 'i a lub albo ale bo że jeśli kiedy w na z do od dla o mój moja jest to yyy eee więc czyli',
    over: 'dziękuję proszę tak nie dobrze zgadza widzenia halo jutro',
  },
  ru: {
    more: 'и а или но потому что если когда в на с к от для о мой моя это э ну вот я',
    over: 'спасибо пожалуйста да нет хорошо верно свидания алло завтра',
  },
  uk: {
    more: 'і й та а або але бо що якщо коли в у на з до від для мій моя це ну от я',
    over: 'дякую ласка так ні добре вірно побачення алло завтра',
  },
  tr: {
    more: 've veya ama çünkü ki eğer için ile bir bu benim şey yani ııı da de',
    over: 'teşekkürler ederim lütfen evet hayır tamam istiyorum var yok mı mi alo',
  },
  id: {
    more: 'dan atau tapi karena kalau yang untuk dengan di ke dari saya ini itu eh jadi terus',
    over: 'kasih tolong ya tidak baik betul sudah halo besok',
  },
  vi: {
    more: 'và hoặc nhưng vì nếu khi của cho với ở là thì mà tôi ờ à rằng cái',
    over: 'ạ nhé nhỉ ơn vâng dạ không được rồi alo chưa',
  },
  ar: {
    more: 'و أو لكن لأن إذا في من على إلى عن مع أن هذا يعني أنا',
    over: 'شكرا فضلك نعم لا تمام حسنا السلامة غدا',
  },
  hi: {
    more: 'और या लेकिन क्योंकि अगर का की के में से पर को मेरा मतलब मैं तो',
    over: 'धन्यवाद हाँ हां नहीं है हैं जी ठीक चाहिए हूँ हूं',
  },
  ja: {
    more: 'が けど ので から て で と に を は も の えっと あの その',
    over: 'です ます か ください はい いいえ ね よ した ません',
  },
  ko: {
    more: '그리고 그런데 근데 하고 는데 은데 고 서 을 를 이 가 은 는 에 음 어 저',
    over: '요 다 까 네 예 아니요 감사합니다 세요',
  },
  th: {
    more: 'และ หรือ แต่ เพราะ ถ้า ที่ ของ กับ คือ ว่า จะ ก็',
    over: 'ครับ ค่ะ คะ นะ ไหม แล้ว ได้ ขอบคุณ',
  },
};
