/** Tokens and word ends. A real stemmer would join words that must be told apart ("universe", "university"). */

/** Before the apostrophe falls: what a contraction stands for. */
const contracted: Readonly<Record<string, readonly string[]>> = {
  cant: ['can', 'not'],
  wont: ['will', 'not'],
  shant: ['shall', 'not'],
  aint: ['is', 'not'],
  cannot: ['can', 'not'],
  id: ['id'],
  im: ['i', 'am'],
  ive: ['i', 'have'],
  youre: ['you', 'are'],
  youve: ['you', 'have'],
  weve: ['we', 'have'],
  theyre: ['they', 'are'],
  theres: ['there', 'is'],
  thats: ['that', 'is'],
  whats: ['what', 'is'],
  wheres: ['where', 'is'],
  whens: ['when', 'is'],
  whos: ['who', 'is'],
  whys: ['why', 'is'],
  hows: ['how', 'is'],
  lets: ['let', 'us'],
  wanna: ['want', 'to'],
  gonna: ['going', 'to'],
  gotta: ['got', 'to'],
};
const NEGATED = /^(do|does|did|is|are|was|were|has|have|had|could|would|should|must|need|might)nt$/;
const SUFFIXED = /^(i|you|we|they|he|she|it|who|what|where|when|there|that|how)['’](d|ll|m|re|ve|s)$/;
const suffixes: Readonly<Record<string, string>> = {
  d: 'would',
  ll: 'will',
  m: 'am',
  re: 'are',
  ve: 'have',
  s: 'is',
};

const SYMBOLS: Readonly<Record<string, string>> = {
  '£': 'pounds',
  $: 'dollars',
  '€': 'euros',
  '¥': 'yen',
  '%': 'percent',
};
const TOKEN = /[0-9]+(?:st|nd|rd|th)(?![a-z])|[0-9]+(?:[:.][0-9]+)*|[\p{L}\p{M}]+(?:['’][\p{L}]+)*|[£$€¥%]/gu;

export function englishTokens(text: string): string[] {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/\b([ap])\.\s?m\b\.?/g, '$1m')
    .replace(/o['’] ?clock/g, 'oclock')
    .replace(/([0-9]),(?=[0-9]{3}(?![0-9]))/g, '$1')
    // "£5" is said "five pounds".
    .replace(/([£$€¥])\s*([0-9]+(?:\.[0-9]+)?)/g, '$2 $1');
  const tokens: string[] = [];
  for (const [token] of plain.matchAll(TOKEN)) {
    const symbol = SYMBOLS[token];
    if (symbol !== undefined) tokens.push(symbol);
    else tokens.push(...expand(token));
  }
  return tokens;
}

function expand(token: string): readonly string[] {
  const suffixed = SUFFIXED.exec(token);
  if (suffixed) return [suffixed[1] ?? '', suffixes[suffixed[2] ?? ''] ?? ''];
  const bare = token.replace(/['’]s$/, '').replace(/['’]/g, '');
  const negated = NEGATED.exec(bare);
  if (negated) return [negated[1] ?? '', 'not'];
  return contracted[bare] ?? [bare];
}

/** "bookings", "booked" and "booking" → "book". Only ever compared with other stems. */
export function stem(word: string): string {
  if (word.length <= 3 || !/^[a-z]+$/.test(word)) return word;
  let out = word;
  if (/[^aeiou]ies$/.test(out)) out = `${out.slice(0, -3)}y`;
  else if (/(s|x|z|ch|sh)es$/.test(out)) out = out.slice(0, -2);
  else if (/[^su]s$/.test(out) && !out.endsWith('is')) out = out.slice(0, -1);
  if (out.length > 5 && out.endsWith('ing')) out = out.slice(0, -3);
  else if (out.length > 4 && out.endsWith('ied')) out = `${out.slice(0, -3)}y`;
  else if (out.length > 4 && out.endsWith('ed')) out = out.slice(0, -2);
  out = out.replace(/([^aeiou])\1$/, '$1');
  return out.length > 3 ? out.replace(/e$/, '') : out;
}
