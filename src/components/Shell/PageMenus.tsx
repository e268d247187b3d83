/** The page's language, and light or dark. */
import { Languages, Monitor, Moon, Sun } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { chooseLanguage, languageNames, pageLanguages, type PageLanguage } from '../lib/i18n.ts';
import { chooseTheme, storedTheme, type Theme } from '../lib/theme.ts';
import { Button } from '../ui/button.tsx';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from '../ui/menu.tsx';

export function PageMenus() {
  return (
    <>
      <LanguageMenu />
      <ThemeMenu />
    </>
  );
}

function LanguageMenu() {
  const { t, i18n } = useTranslation();
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t('language')}>
          <Languages />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuRadioGroup
          value={i18n.language}
          onValueChange={(language) => void chooseLanguage(language as PageLanguage)}
        >
          {pageLanguages.map((language) => (
            <MenuRadioItem key={language} value={language} lang={language}>
              {languageNames[language]}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}

const themeIcons = { light: Sun, dark: Moon, system: Monitor } as const;

function ThemeMenu() {
  const { t } = useTranslation();
  const [theme, setTheme] = useState<Theme>(storedTheme);
  const Icon = themeIcons[theme];
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon" aria-label={t('theme.label')}>
          <Icon />
        </Button>
      </MenuTrigger>
      <MenuContent align="end">
        <MenuRadioGroup
          value={theme}
          onValueChange={(chosen) => {
            setTheme(chosen as Theme);
            chooseTheme(chosen as Theme);
          }}
        >
          {(['light', 'dark', 'system'] as const).map((name) => (
            <MenuRadioItem key={name} value={name}>
              {t(`theme.${name}`)}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
