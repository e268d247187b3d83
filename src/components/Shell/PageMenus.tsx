/** The page's language, and light or dark. */
import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import {
  chooseLanguage,
  languageNames,
  pageLanguages,
  useTranslation,
  type PageLanguage,
} from '../lib/i18n.ts';
import { chooseTheme, onTheme, theme as themeNow, type Theme } from '../lib/theme.ts';
import { ChoiceMenu } from '../ui/choiceMenu.tsx';

export function PageMenus() {
  return (
    <>
      <LanguageMenu />
      <ThemeMenu />
    </>
  );
}

const languages = pageLanguages.map((value) => ({ value, text: languageNames[value], lang: value }));

function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <ChoiceMenu
      label={t('language')}
      icon={<Languages />}
      choices={languages}
      value={i18n.language}
      onChoose={(language) => void chooseLanguage(language as PageLanguage)}
    />
  );
}

const themeIcons = { light: Sun, dark: Moon, system: Monitor } as const;

function ThemeMenu() {
  const { t } = useTranslation();
  const theme = useSyncExternalStore(onTheme, themeNow);
  const Icon = themeIcons[theme];
  return (
    <ChoiceMenu
      label={t('theme.label')}
      icon={<Icon />}
      choices={(['light', 'dark', 'system'] as const).map((value) => ({ value, text: t(`theme.${value}`) }))}
      value={theme}
      onChoose={(chosen) => chooseTheme(chosen as Theme)}
    />
  );
}
