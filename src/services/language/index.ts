/** The language room: what is particular to a language and has nothing to do with one feature. */
export { soundKey, warmSound } from './sound.ts';
