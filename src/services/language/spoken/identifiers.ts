/** Figures that name a thing and count nothing: the end of a card's number, an order, 911. */
import { matchAt, type Manner } from './spotter.ts';

const LINK = String.raw`[\s:：#]{0,2}(?:is|are|係|系|是|為|为)?[\s:：#]{0,2}$`;
/** With four digits or more; "order 1000 books" is not of these. */
const named = new RegExp(
  String.raw`(?:\b(?:code|pin|otp|passcode|password|reference|ref\.?|account|number|zip|postcode)|編號|编号|密碼|密码|驗證碼|验证码|號碼|号码|單號|单号|卡號|卡号|房號|房号)${LINK}`,
  'iu',
);
/** With three or more. */
const tail = new RegExp(
  String.raw`(?:(?<!\b(?:year|quarter|month|week|period)\s)\bend(?:ing|s)\s(?:in|with)|\b(?:card|account)\sending|\blast\s(?:four|4)(?:\sdigits)?|尾[號号數数]|[尾末後后][三四34]位(?:數字?|数字?)?|卡尾)${LINK}`,
  'iu',
);
/** With five or more. */
const ordered = new RegExp(
  String.raw`(?:\b(?:order|invoice|ticket|booking|confirmation|case|tracking|policy|member(?:ship)?|customer|acct\.?|id|no\.?|ending)|訂單|订单|發票|发票|[帳賬账]戶|账户|會員|会员|工單|工单|(?<![0-9]\s?)[號号])${LINK}`,
  'iu',
);
/** "order 10000 books". */
const THINGS = /^\s(?!is\b|was\b|has\b|this\b|as\b)(?:people|[a-z]+s)\b/;

const called =
  /(?:\b(?:call|dial|phone|ring)(?:\s(?:us|me|them))?(?:\s(?:at|on))?|\b(?:emergency|hotline|helpline|telephone|phone)(?:\s(?:number|line|services?))?(?:\s(?:is|at|on))?|致電|致电|打|撥打?|拨打?|内线|內線|分機|分机|extension|ext\.?)[\s:：]{0,2}$/iu;
/** Words that as well stand before a quantity. */
const reached =
  /(?:\b(?:reach|text|contact)(?:\s(?:us|me|them))?(?:\s(?:at|on))?|電話|电话|熱線|热线|客服|報警|报警|急救|聯絡|联络|聯繫|联系)(?:是|係|为|為)?[\s:：]{0,2}$/iu;

/** Numbers that everybody at a place knows by their digits: emergencies, and lines of the state and of banks. */
const services: Readonly<Record<string, RegExp>> = {
  HK: /^(?:999|992|112|1823)$/,
  MO: /^999$/,
  CN: /^(?:110|119|120|122|123(?:0[56]|15|33|45)|95(?!000)[0-9]{3}|100(?:86|10))$/,
  TW: /^(?:110|119|112|113|165|1922|1999)$/,
  US: /^(?:911|988|[2-8]11)$/,
  CA: /^(?:911|988|[2-8]11)$/,
  PH: /^911$/,
  GB: /^(?:999|112|101|111)$/,
  IE: /^(?:999|112)$/,
  SG: /^(?:999|995)$/,
  MY: /^999$/,
  IN: /^(?:112|100|101|102|108)$/,
};
/** Of those, what hardly ever is a quantity. */
const unmistakable = /^(?:999|911|988|995|1823|12305|12306|12315|12333|10086|95[0-9]{3}|110|119)$/;
const QUANTITY =
  /(?:[共有價价約约第達达過过逾近超滿满賣卖費费額额溫温重長长高]|\b(?:about|only|over|under|total|than|of|by))\s?$/iu;
const STANDS_ALONE =
  /^(?:$|\s*$|[.,;:!?。，、；：！？)）」』]|\s?(?:報|报|急救|求助|緊急|紧急|電|电|熱|热|客服|服務|服务|網|网|查))/u;

const stateAndZip = /^[0-9]{5}$/;

/** Whether three to six figures are said one by one. `found` is followed by nothing that it could count. */
export function isIdentifier(found: string, text: string, at: number, manner: Manner): boolean {
  const before = text.slice(Math.max(0, at - 32), at);
  const after = text.slice(at + found.length, at + found.length + 16);
  if (found.length >= 3 && tail.test(before)) return true;
  if (found.length >= 4 && named.test(before)) return true;
  if (found.length >= 5 && ordered.test(before) && !THINGS.test(after)) return true;
  if (stateAndZip.test(found) && /(?:^|[^\p{L}])[A-Z]{2} $/u.test(before)) return true;
  if (found.length > 5) return false;
  const service = services[placeOf(manner)]?.test(found) === true;
  if (called.test(before)) return service || !THINGS.test(after);
  if (service && reached.test(before)) return true;
  return service && unmistakable.test(found) && !QUANTITY.test(before) && STANDS_ALONE.test(after);
}

function placeOf({ chinese, language, primary }: Manner): string {
  if (chinese) return chinese.place;
  return /-([A-Z]{2})(?:-|$)/.exec(language)?.[1] ?? (primary === 'en' ? 'US' : '');
}

const PHONE = String.raw`\(?[0-9]{2,5}\)?(?:[ .-][0-9]{2,8}){1,4}|[0-9]{7,12}`;
const listed = new RegExp(
  String.raw`(?:${PHONE})(?:\s?\/\s?(?:${PHONE}|[0-9]{4})){1,3}(?![0-9/]|[.,:-][0-9])`,
  'y',
);

/** Telephone numbers with slashes between them (2345 6789/9765 4321), of the later ones maybe only the last four digits. */
export function phonesAt(text: string, at: number): { readonly all: string[]; readonly end: number } | null {
  const found = matchAt(listed, text, at)?.[0];
  if (found === undefined) return null;
  const all = found.split('/').map((one) => one.trim());
  const usable = all.every((one, i) => {
    const { length } = one.replace(/[^0-9]/g, '');
    const dated = /^(?:19|20)[0-9]{2}[ .-](?:(?:19|20)[0-9]{2}$|[0-9]{1,2}[.-])/.test(one);
    return !dated && length <= 15 && (length >= 7 || (i > 0 && /^[0-9]{4}$/.test(one)));
  });
  return usable ? { all, end: at + found.length } : null;
}
