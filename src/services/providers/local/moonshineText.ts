/** Moonshine learnt from readings of old books: it writes some words as they were spelled then, and commas in rows. */
const spelledToday: Readonly<Record<string, string>> = {
  'to-day': 'today',
  'to-night': 'tonight',
  'to-morrow': 'tomorrow',
  'good-by': 'goodbye',
  'good-bye': 'goodbye',
};

const oldSpelling = new RegExp(`\\b(?:${Object.keys(spelledToday).toReversed().join('|')})\\b`, 'gi');

export function tidyTranscript(text: string): string {
  return text
    .trim()
    .replace(/([,.])[,.]+/g, '$1')
    .replace(oldSpelling, (old) => {
      const word = spelledToday[old.toLowerCase()] ?? old;
      return /^[A-Z]/.test(old) ? word.charAt(0).toUpperCase() + word.slice(1) : word;
    });
}
