/** How one speaks to customers (`business`, the default) or among friends. */
export type SpokenRegister = 'casual' | 'business';

/**
 * Numbers as words, as figures, or `auto`: words where they are sure to be right before any noun and voices gain by them
 * (English, Chinese, Vietnamese, Thai …), figures where a voice's own grammar knows better (2 минуты is две, 2 дня is два).
 */
export type Numerals = 'words' | 'digits' | 'auto';

export interface SayOptions {
  readonly register?: SpokenRegister;
  readonly numerals?: Numerals;
}
