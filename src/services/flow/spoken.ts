/** Values as a voice should say them: `sayDate`, `sayTime` and `sayDigits` of the expression language. */
import { sayDate, sayDigits, sayTime } from '../../lib/spoken/index.ts';

/** Digit by digit, in groups, so that no voice reads a million. */
export function speakDigits(value: string, lang: string): string {
  return sayDigits(value, lang);
}

/** `2026-11-24` → "Tuesday, the 24th of November", 十一月二十四號星期二. Anything else comes back as it is. */
export function speakDate(value: string, lang: string): string {
  return sayDate(value, lang);
}

/** `15:30` → "3:30 pm", 下晝三點半. Anything else comes back as it is. */
export function speakTime(value: string, lang: string): string {
  return sayTime(value, lang);
}
