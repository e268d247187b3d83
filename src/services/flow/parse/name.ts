/** Names as callers give them. */
import { isHan } from '../words.ts';
import type { Spoken } from './numbers.ts';

const englishLead =
  /^(?:(?:uh|um|er|oh|well|yes|yeah|sure|ok|okay|so|hi|hello|please|of course|certainly|right)[,.\s]+)*(?:(?:my (?:full )?name(?: is|['’]s)|the name(?: is|['’]s)|name(?: is|['’]s)|this is|it is|it['’]s|i am|i['’]m|im|its|you can call me|call me|that(?: is|['’]s|s)|under|speaking is)\s+)?/i;
const englishTail = /[,.\s]+(?:please|thanks|thank you|speaking|here)\.?$/i;
/** A sentence with one of these is no name. */
const notNames =
  /\b(?:the|what|why|how|when|where|who|want|need|like|would|can|could|have|help|book|appointment|sorry|repeat|dont|don't|do|know|not|no|yes|yeah|wait|to|is|are|was|that|you|your|my|doctor appointment)\b/i;

export function parseName(text: string): Spoken<string> | null {
  return /\p{Script=Han}/u.test(text) && isHan(text) ? hanName(text) : englishName(text);
}

function englishName(text: string): Spoken<string> | null {
  const plain = text.normalize('NFKC').trim().replace(/\s+/g, ' ');
  const spelt = plain.replace(englishLead, '').replace(englishTail, '');
  const name = spelt.replace(/[.,!?;:]+$/g, '').replace(/[.,!?;:]+(?=\s)/g, '');
  const words = name.split(' ');
  if (name === '' || words.length > 5 || /[0-9]/.test(name) || notNames.test(name)) return null;
  if (!/^[\p{L}\p{M}'’\- ]+$/u.test(name)) return null;
  return { value: words.map(capital).join(' '), sure: words.length <= 3 };
}

function capital(word: string): string {
  // Recognisers write all in capitals or all in small letters; a mixed spelling (McKay) is kept.
  const mixed = word !== word.toLowerCase() && word !== word.toUpperCase();
  if (mixed) return word;
  return word.toLowerCase().replace(/(^|[-'’])(\p{L})/gu, (whole) => whole.toUpperCase());
}

const hanLead =
  /^(?:(?:呃|嗯|喂|你好|好|係|哦|噢|唔該|我係|我是)[,,、。\s]*)*(?:(?:我個名(?:係|叫|叫做)?|我嘅名(?:係|叫)?|我的名字(?:是|叫)|我叫做?|叫做?我|名字(?:是|叫)|名係|個名係|叫做|本人|我係|我是|係)\s*)?/;
const hanTail = /(?:呀|啊|啦|喇|嘅|㗎|呢|哦|吖|得喇|就得|就可以)+$/;
const hanNotNames = /預約|睇醫生|幾點|幾時|點樣|乜嘢|什麼|甚麼|唔知|唔想|可以|多謝|醫生|改期|時間|唔好|冇/;

function hanName(text: string): Spoken<string> | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s。!?]+/g, '')
    .replace(/[,、,]+/g, ',');
  const surname = /姓([\p{Script=Han}]{1,2}?)(?:,?(?:個?名?叫做?)([\p{Script=Han}]{1,3})|,|嘅|的|$)/u.exec(
    plain,
  );
  if (surname) {
    const family = surname[1] ?? '';
    const given = (surname[2] ?? '').replace(hanTail, '');
    return { value: given.startsWith(family) ? given : `${family}${given}`, sure: true };
  }
  const name = plain.replace(hanLead, '').replace(hanTail, '').replaceAll(',', '');
  if (name === '' || hanNotNames.test(name)) return null;
  if (
    !/^[\p{Script=Han}]{1,6}$|^[\p{Script=Han}]{0,4}[A-Za-z][A-Za-z ]{0,20}[\p{Script=Han}]{0,4}$/u.test(name)
  )
    return null;
  return { value: name, sure: [...name].length >= 2 && [...name].length <= 4 };
}
