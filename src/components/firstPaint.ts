/** Before anything is drawn: the theme, so that a dark page does not flash white. */
import { applyTheme, storedTheme } from './lib/theme.ts';

applyTheme(storedTheme());
