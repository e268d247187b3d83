/**
 * Readings that the word list cannot know because grammar decides them: 變調 by place, verbs against nouns, particles.
 * From grammar and rime-cantonese's readings; nothing is counted in a corpus, but what they got wrong in the development
 * halves of HKCanCor, words.hk and CantoMap was read and mended. The learned model comes after.
 *
 * A line: character, reading, what stands before it, what after it (regular expressions, `-` for anything; `$` is added to
 * the first and `^` to the second). The first line that fits is taken. `*` after the reading: also inside a word of the list.
 * Punctuation and the text's ends are `，` `。` `！` `？` there, other scripts `A`; the start of a text without punctuation
 * is `^`, since there a clause may have begun unseen.
 */
const NUMERAL = '[一二兩三四五六七八九十廿卅百千萬幾半]';
const MEASURE =
  '[個隻條張件次位間部架本支枝啲套樣種份年日晚朝分歲粒塊杯班單首包款盤餐宗停帶段句場類批層頭排邊處區期屆輪科題集家行幅對把棵座台團組套度件類]';
const END = '[，。！？]';
const START = '[，。！？^]';

const LINES = `
下 haa6 - (?:${MEASURE}|一|星|禮|月|面|方|邊|底|低|來|嚟|去|落|跌|降|載|屬|車|手|巴|旬|決|午|角|少|火|棋|樓|水|山|海|環|放|垂|沉|達|調|游|級|列|文|跪|滑|壞|嫁|風|西|單|注|課|堂|筆|葉|肢|擺|底)
下 haa6 (?:之|底|樓|地|山|腳|以|線|名|旗|力|境|況|光|閣|陛|在|殿|鄉|天|左|右|上|中|正|向|對|落|林|導|灣|井|嘅|直|想像|餘|難|皮|而|俱|部|手|文|持|膜|幕|主|幅|立)
下 haa5 [^，。！？^A] -
返 faan2 [遣折重往遠復迴] -
返 faan1 - -
坐 zo6 打 -
坐 zo6 - [北南東西擁大鎮言享視落位]
坐 co5 - -
着 zoek6* [瞓訓] -
着 zoek6 [瞓訓撻點燒辣俾請冇唔沉黏睡碰揾開遇] -
着 zoek6 - [盞個數想迷眼手急重火緊落落黑]
着 zoek3 - -
著 zoek6 [瞓訓撻點燒辣俾請冇唔沉黏睡碰揾開遇] -
著 zoek6 - [盞個數想迷眼手急重火緊黑]
位 wai6 - [於置居元移]
位 wai6 [地職權爵本學單方] -
位 wai2 - -
嘞 laak3 - -
嗎 maa3 - -
哩 ni1 - -
喀 haak6 - -
嘩 waa3 - -
嘍 lo3 - -
咯 lok3 - -
唧 zek1 - -
嗱 laa4 - -
啝 wo4 - -
誒 e6 - -
唔 m6 ${START} ${END}
吓 haa5 [^，。！？^A呀啊喇啦㗎吓] -
呃 aak3 ${START} ${END}
呃 ngaak1 - -
咁 gam3* 係 (?![樣做講諗啦喇囉囖呀啊㗎咩嘅話先就我你佢，。！？])
咁 gam2 (?:(.)\\1|下|吓|似.{1,4}) -
咁 gam2 - (?:${END}|做|講|諗|話|款|嘅|啦|喇|囉|呀|㗎|咩)
咁 gam2 ${END} (?:就|又|即|如|跟|我|你|佢|呢|嗰|點|但|所|因|後)
嘅 ge2 [^個度人乜] [？！]
嘅 ge2 (?:點解|做乜|做咩|咁|明明).{0,6} ${END}
呢 ne1 - ${END}
呢 ni1 ${START} -
呢 ni1 - (?:${NUMERAL}|${MEASURE})
哋 dei2 (.)\\1 -
地 dei2 (.)\\1 -
重 zung6 - [有係要會未唔話好可想冇得喺多貴]
為 wai4 (?:視|收|選|稱|成|作|改|變|定|訂|評|列|娶|封|奉|最|更|極|甚|頗|較|是否|以.{1,4}|視同.{1,4}|選佢|收佢) -
為 wai4 - [主先止首例憑難生準懷官樂]
為 wai4 [^因一定] ${END}
女 neoi2 [個條孫乖啤有見撇啲次拮溝囡] (?![仔人朋友士性兒明強生主子星學婿同裝職警教球歌優巫兵司工演權傭導神皇王])
聲 seng1 [把一三幾大細出啲冇放喵聽笑喊叫] (?![明稱優紋譽淚援討音望浪響])
黑 haak1 - [社面仔咗晒]
黑 haak1 [曬變好咁越] -
隊 deoi2 [支條排打] -
樣 joeng2 個 -
樣 joeng2 [^一兩呢嗰幾邊每同各種樣] ${END}
當 dong3 - [我你佢自咗係正作買真](?!去|突然|哋未)
訂 deng6 - [咗位枱房票到返張個唔機晒埋貨]
零 leng4 [十廿百千] [個蚊歲年人間文銀]
相 soeng2 [影張幅睇啲啲批輯] -
相 soeng2 - ${END}
片 pin2 [條張段套影睇啲拍齣] -
片 pin2 - ${END}
請 cing2 ${START} (?![你咗食飲假客人埋病])
成 seng4 [^變斬搓促排分組裂割當改寫做製生形踢養完達不玉合同] (?:${NUMERAL}|[朝晚身手枱版拃張隻嚿噉咁竇點])
會 wui5* [都唔就點我你佢哋又仲先也只應] [^，。！？]
會 wui2 [個開] -
會 wui2 [^唔都實識先就我你佢] ${END}
間 gaan1* - 房
話 waa6* [有啲俾畀]人 -
排 paai4* [呢嗰前] -
房 fong2 - -
正 zeng3 [幾好勁超真] ${END}
樓 lau2 [層棟幢供買租啲舊新] -
朝 ziu1* [每成嗰] -
近 kan5 [好咁太幾便更] -
畫 waa2 [幅張啲油] -
掂 dim3 - [住我佢你隻]
掂 dim3 唔好 -
亂 lyun2 - [講咁食用嚟噏嗌估衝寫搞]
犯 faan2 [個毒姦審逃囚嫌] -
文 man2 篇 -
無 mou5 - [得咁鬼乜嚟睇甩厘]
無 mou5 都 ${END}
著 zoek3 - (?:到|得|多|件|套|條|對|高|唔落|嘅衫|起|返|迷|校|衫|褲|鞋|裙|西|睡|制|好|成)
上 soeng6 - [個次一面邊述年季屆司方下]
上 soeng5 [^世網山對學街路一] (?:網|車|堂|巴|飛|機|山|樓|牀|床|台|舞台|街|公|甲|博|大學|去|到|得|咗|唔)
咪 mai5 都 話
咪 mai6 - .{0,7}[囉囖]
咪 mai6 [^，。！？^你] -
咪 mai6 - [係就又即會可有要重仲得都幾]
到 dou2 [唔見聽睇望聞搵揾執捉收攞拎買顧響估賺籌識學引動意解察碰接] (?!${END})
到 dou2 [唔得見聽望搵揾捉收攞買賺遇接] ${END}
`;

interface Rule {
  readonly reading: string;
  readonly inWords: boolean;
  readonly before: RegExp | null;
  readonly after: RegExp | null;
}

/** How far the rules look. */
export const REACH = 9;

const rules = new Map<number, Rule[]>();
for (const line of LINES.trim().split('\n')) {
  const [character = '', reading = '', before = '-', after = '-'] = line.split(' ');
  const code = character.codePointAt(0) ?? 0;
  const list = rules.get(code) ?? [];
  rules.set(code, list);
  list.push({
    reading: reading.replace('*', ''),
    inWords: reading.endsWith('*'),
    before: before === '-' ? null : new RegExp(`(?:${before})$`, 'u'),
    after: after === '-' ? null : new RegExp(`^(?:${after})`, 'u'),
  });
}

export function hasRule(character: number): boolean {
  return rules.has(character);
}

/** @param before,after The text around it, as {@link REACH} says. Null: no rule speaks. */
export function readByRule(character: number, inWord: boolean, before: string, after: string): string | null {
  for (const rule of rules.get(character) ?? []) {
    if (inWord && !rule.inWords) continue;
    if (rule.before?.test(before) === false || rule.after?.test(after) === false) continue;
    return rule.reading;
  }
  return null;
}
