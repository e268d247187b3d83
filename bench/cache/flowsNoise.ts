/** What a telephone and a recogniser do to what is said, and how often what is asked. */
import type { BenchLanguage } from './flowsIntents.ts';

const fillers = { 'en-US': ['um ', 'uh ', 'well ', 'yeah so '], 'zh-HK': ['呃', '嗯', '喂', '咁'] } as const;
/** Words whose loss changes nothing. */
const small = /^(?:the|a|an|do|is|are|to|of|for|at|you)$/;
const homophones = new Map(
  [...'幾己喺係醫衣診疹收修錢前卡咔針斟紙只車奢告誥'].flatMap((one, i, all) =>
    i % 2 === 0 && all[i + 1] !== undefined ? [[one, all[i + 1] ?? one] as const] : [],
  ),
);

export function noisy(words: string, language: BenchLanguage, random: () => number): string {
  let said = words;
  if (language === 'zh-HK') {
    const some = [...said];
    const at = some.findIndex((one) => homophones.has(one));
    if (at >= 0 && random() < 0.25) some[at] = homophones.get(some[at] ?? '') ?? '';
    said = some.join('');
  } else if (random() < 0.15) {
    const some = said.split(' ');
    const at = some.findIndex((one) => small.test(one));
    if (at >= 0 && some.length > 4) said = some.filter((_, i) => i !== at).join(' ');
  }
  return random() < 0.25 ? `${pick(fillers[language], random)}${said}` : said;
}

export function pick<T>(list: readonly T[], random: () => number): T {
  const found = list[Math.floor(random() * list.length)];
  if (found === undefined) throw new RangeError('nothing to pick from');
  return found;
}

/** The first is asked most; the n-th one n times less often. */
export function zipf(count: number): (random: () => number) => number {
  const sums: number[] = [];
  let sum = 0;
  for (let rank = 1; rank <= count; rank++) sums.push((sum += 1 / rank));
  return (random) => {
    const at = random() * sum;
    return Math.max(
      0,
      sums.findIndex((upTo) => at < upTo),
    );
  };
}
