/**
 * Sentence-final particles that change nothing about the answer. Kept are those that ask (嗎, 咩, 未, 吧), limit (啫, 咋), doubt
 * (啩), add (添) or say that something has happened (了, 嘞 is said for 了 too and stays where nothing else tells).
 */
const EMPTY = /[啦喇呀啊吖哦噢囉啰喎㗎咯哩哪呐]$/u;
/** 嘅 and 的 close a sentence (係嘅, 好的); after a person they say whose. */
const CLOSING = /[嘅的]$/u;
const WHOSE = /[我你您佢他她它們们哋人誰谁個个]$/u;
/** After a question 呢 is courtesy; by itself it asks: 星期日呢. */
const ASKS =
  /[幾几邊边乜咩誰谁哪怎何]|[點点][樣样解做去先算搞]|什[麼么]|甚[麼么]|係咪|系咪|有冇|有沒有|有没有|(.)[唔不]\1|多少|多久/u;

export function withoutParticles(text: string): string {
  let rest = text;
  for (;;) {
    const shorter = rest.slice(0, -1);
    if (shorter === '') return rest;
    const last = rest.at(-1) ?? '';
    if (EMPTY.test(last)) rest = shorter;
    else if (CLOSING.test(last) && !WHOSE.test(shorter)) rest = shorter;
    else if (last === '呢' && ASKS.test(shorter)) rest = shorter;
    else return rest;
  }
}
