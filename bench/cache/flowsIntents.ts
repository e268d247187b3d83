/** What the bench's callers want to know, in how many ways they say it, and how the oracle says what it answers. */

/** Written down as lines: `id | phrasing / phrasing / …`. */
function read(table: string): [id: string, phrasings: string[]][] {
  return table
    .trim()
    .split('\n')
    .map((line) => {
      const [id = '', said = ''] = line.split(' | ');
      return [id.trim(), said.split(' / ').map((one) => one.trim())];
    });
}

/** With these before and after them, six ways to say something are twenty-four. */
const before = ['', 'hi ', 'i wanted to ask ', 'quick question '];
const beforeHan = ['', '我想問', '請問'];

const english = read(`
hours | what are your opening hours today and other days / when can i come in / what times are you there / until when are you open / how late do you stay open / when does the clinic open
sunday | do you open sundays / is anybody there on a sunday / can i come on sunday / are you there on sundays / sunday opening / is sunday possible
saturday | do you open on saturdays / can i come on a saturday / saturday opening times / how long are you open on saturday / is the clinic open saturdays / what about saturday mornings
lunch | are you there over lunch / do you have a lunch break / can i come during lunch / is the clinic closed for lunch / when is your lunch hour / do you shut at midday
address | where do i find you / how do i get to the clinic / what street are you on / where exactly is the clinic / which floor are you on / can you give me your address
fee | how much does a visit cost / what do i pay for a consultation / price of seeing the doctor / what is the charge for a visit / how expensive is it / what are your fees
parking | is there parking / where can i park / can i park my car near you / do you have a car park / parking for patients / is there somewhere to leave the car
wheelchair | is there a lift / can i come in a wheelchair / is it step free / do you have wheelchair access / are there stairs at the entrance / is the building accessible
cards | can i pay by card / do you take credit cards / which cards do you accept / is card payment possible / do you take visa / can i use my credit card
cash | do you take cash / can i pay in cash / is cash accepted / are coins and notes fine / may i pay with cash / only cash or something else
insurance | do you take my insurance / do you bill insurers directly / can my insurance pay / which insurance do you accept / is it covered by insurance / do you accept medical insurance
referral | do i need a referral / can i come without a referral letter / is a referral necessary / must another doctor refer me / do you want a referral letter / can i just come without being referred
results | when do i get my test results / how long do lab results take / are the results sent to me / how do i get my blood results / when will the laboratory be done / how long until the results are here
bloodtest | do you do blood tests / can i have my blood taken / is a blood test possible with you / do you take blood samples / where can i get a blood test / can you draw blood
fasting | must i fast before the blood test / can i eat before the test / should i come on an empty stomach / may i have breakfast before the blood sample / how long must i not eat / is fasting needed
flu | do you give flu shots / can i get a flu vaccine / do you have the influenza jab / how do i get vaccinated against flu / are flu vaccinations available / i want the flu shot
travel | do you do travel vaccines / i need vaccinations for a trip / can i get shots before travelling / do you give travel health advice / which injections for abroad do you have / vaccines for a holiday overseas
children | do you see children / can i bring my baby / do you treat kids / is there a doctor for children / may my toddler come to you / do you look after infants
female | is there a female doctor / can i see a woman doctor / do you have lady doctors / i would prefer a woman / are any of the doctors women / may i choose a female doctor
languages | which languages do the doctors speak / does anybody speak mandarin / can the doctor speak english / what languages do you speak there / do you have staff who speak hindi / is there an interpreter
walkin | can i walk in / do i need an appointment / may i come without booking / do you take walk ins / can i simply turn up / is booking ahead necessary
wait | how long is the wait / how long do people wait / is it very busy / what is the usual waiting time / will i wait long / how many people are waiting
late | what if i am late / i may come late is that fine / how late can i be / do i lose my slot when i am late / what happens when i am delayed / is being late a problem
cancelfee | what does it cost to cancel / is there a cancellation charge / do i pay when i miss it / do you charge no shows / what if i do not turn up / is cancelling free
email | what is your email / can i write you an email / which email address do you have / where do i send an email / may i contact you by mail online / do you read emails
website | do you have a website / what is your web page / where can i find you online / is there a website i can look at / can i see you on the internet / which site is yours
certificate | can i get a sick note / do you write sick leave certificates / i need a medical certificate for work / will the doctor sign me off / how do i get a certificate for my employer / do you give sick leave letters
repeat | can i get a repeat prescription / my pills are running out / how do i renew my prescription / do you refill prescriptions / i need more of my usual medicine / can you repeat my medication
pharmacy | is there a pharmacy near / where do i get the medicine / do you hand out the medicine yourselves / which chemist is close / where can i collect my drugs / do you have a dispensary
checkup | do you do check ups / i want a full body check / how much is a health check / can i get a general examination / is there a health screening / do you offer annual physicals
xray | do you have an x ray / can i get an x ray with you / where are x rays taken / is there radiography / do you do imaging / i need an x ray where do i go
physio | do you have a physiotherapist / can i get physiotherapy / is there physio at the clinic / do you treat back pain with physio / i need a physio session / where do i get physical therapy
dentist | do you have a dentist / can you look at my tooth / is there dental care / do you do teeth / i have toothache can you help / where is the nearest dentist
emergency | what do i do in an emergency / whom do i call at night / is there someone after hours / where do i go when you are closed and it is urgent / emergency number / what if it is urgent at midnight
home | do you do home visits / can a doctor come to my house / will you visit my mother at home / are house calls possible / could the doctor come to us / do you come to patients
records | can i get my medical records / how do i have my file sent over / may i have a copy of my records / can you send my records to another doctor / where do i ask for my file / i want a copy of my file
newpatient | i am new what do i bring / what do new patients need / how do i register as a patient / what papers should i have with me / first visit what do i need / what must i bring along
mask | do i have to wear a mask / are masks required / must i wear a face mask / is a mask necessary inside / do people wear masks / should i bring a mask
wifi | is there wifi / do you have internet for patients / what is the wifi like / can i use wireless in the waiting room / is there free wifi / may i go online there
video | do you do video consultations / can i see the doctor online / is a video call possible / may i talk to the doctor by video / do you offer telehealth / can we do it over video
`);

const cantonese = read(`
hours | 你哋幾時應診呀 / 你哋開到幾點呀 / 平日幾點有得睇 / 你哋返工時間係點 / 最夜睇到幾點 / 朝早幾點開始睇 / 應診時間係點㗎 / 開門時間講下
sunday | 禮拜日有冇得睇 / 星期日睇唔睇㗎 / 禮拜日開唔開門 / 星期日有冇醫生 / 禮拜日可唔可以嚟 / 星期日你哋放唔放假 / 禮拜日係咪休息 / 星期日有冇應診
lunch | 晏晝有冇休息 / 食晏嗰陣有冇人 / 中午有冇得睇 / 你哋幾點食飯 / 午飯時間閂唔閂 / 晏晝食飯開唔開 / 中午休息到幾點 / 午休係幾點
address | 你哋診所喺邊度呀 / 點樣嚟你哋度 / 你哋喺邊條街 / 你哋喺幾樓 / 診所地址係乜 / 我點樣搵到你哋 / 去你哋診所點行 / 你哋個位喺邊
fee | 睇一次要幾多錢 / 你哋點收費㗎 / 診金係幾多呀 / 睇醫生貴唔貴 / 收幾錢一次 / 睇症要畀幾多 / 診症費用係幾多 / 價錢係點計
parking | 有冇得泊車 / 附近有冇停車場 / 可以泊車喺邊 / 揸車嚟有冇位 / 你哋有冇車位 / 泊車方唔方便 / 停車場喺邊度 / 揸車泊邊好
wheelchair | 有冇升降機 / 坐輪椅上唔上到嚟 / 有冇電梯㗎 / 輪椅入唔入到 / 要唔要行樓梯 / 有冇無障礙通道 / 老人家上落方唔方便 / 門口有冇樓梯級
cards | 可唔可以碌卡 / 收唔收信用卡 / 用卡畀錢得唔得 / 你哋收咩卡 / 碌卡得唔得㗎 / 信用卡用唔用得 / 可以用卡俾錢嗎 / 有冇得碌卡
insurance | 收唔收醫療保險 / 可唔可以用保險 / 保險賠唔賠㗎 / 你哋接受邊間保險 / 有保險點計 / 保險卡用唔用得 / 可唔可以直接同保險計 / 公司醫保得唔得
walkin | 使唔使預約 / 可唔可以直接嚟 / 唔約時間得唔得 / 要唔要約先 / 即場登記得唔得 / 冇預約有冇得睇 / 係咪一定要約 / 行入嚟有冇得睇
flu | 有冇流感針打 / 我想打流感針 / 打唔打到流感疫苗 / 流感針有冇貨 / 可以喺你度打流感針嗎 / 你哋有冇流感疫苗 / 打流感針點安排 / 流感疫苗有得打嗎
children | 睇唔睇小朋友 / 可唔可以帶BB嚟 / 有冇兒科醫生 / 細路仔睇唔睇 / 小朋友有冇得睇 / 帶小朋友嚟得唔得 / 你哋睇唔睇嬰兒 / 細佬哥可以睇嗎
female | 有冇女醫生 / 我想睇女醫生 / 可唔可以揀女醫生 / 有女醫生㗎嗎 / 女醫生有冇 / 想搵個女醫生睇 / 你哋啲醫生有冇女仔 / 女醫師有冇
certificate | 可唔可以開病假紙 / 我想攞醫生紙 / 有冇病假證明 / 寫唔寫病假紙㗎 / 醫生紙點攞 / 返工要病假紙得唔得 / 可以開醫生證明書嗎 / 病假紙有冇得開
results | 報告幾時有 / 驗血結果幾耐出 / 化驗報告要等幾耐 / 點樣攞驗血報告 / 報告會唔會寄畀我 / 結果幾時知 / 化驗幾時有結果 / 驗血報告點攞
`);

/** What the line cannot know, and what only the caller's own data answers. */
const others = read(`
weather | what is the weather like / will it rain this afternoon / is it going to be sunny
football | who won the football / what was the score in the game / did our team win
sports | can you recommend a gym / where do i play tennis here / is there a pool around here
mine | when is my appointment / what time am i booked for / tell me my appointment again / when do i have to come / which day is my appointment / remind me of my booking
`);
const othersHan = read(`
weather | 今日天氣點呀 / 會唔會落雨
mine | 我約咗幾時呀 / 我嘅預約係幾點 / 我幾時要嚟 / 講多次我個預約
`);

const goodbyes = {
  'en-US': [
    'no that was all thanks',
    'nothing more thank you',
    'okay that is everything i needed',
    'no i am fine now',
  ],
  'zh-HK': ['冇其他嘢喇唔該', '就係咁多喇', '唔使喇多謝', '冇問題喇'],
} as const;

export type BenchLanguage = keyof typeof goodbyes;

export interface Said {
  readonly id: string;
  readonly words: string;
}

export interface Repertoire {
  readonly ids: readonly string[];
  /** Ways to say it that callers use from the beginning, and those that they use in the second half only. */
  readonly early: ReadonlyMap<string, readonly string[]>;
  readonly late: ReadonlyMap<string, readonly string[]>;
  /** By what is said: what is meant. */
  readonly meaning: ReadonlyMap<string, string>;
}

export function repertoire(language: BenchLanguage): Repertoire {
  const han = language === 'zh-HK';
  const table = [...(han ? cantonese : english), ...(han ? othersHan : others)];
  const early = new Map<string, string[]>();
  const late = new Map<string, string[]>();
  const meaning = new Map<string, string>();
  const openers = han ? beforeHan : before;
  for (const [id, cores] of [...table, ['done', [...goodbyes[language]]] as [string, string[]]]) {
    const kept = Math.min(cores.length - 1, Math.ceil((cores.length * 2) / 3));
    const all = (some: readonly string[]) =>
      some.flatMap((core) => (id === 'done' ? [core] : openers.map((opener) => `${opener}${core}`)));
    early.set(id, all(cores.slice(0, kept)));
    late.set(id, all(cores.slice(kept)));
    for (const words of all(cores)) meaning.set(words, id);
  }
  return { ids: table.map(([id]) => id), early, late, meaning };
}
