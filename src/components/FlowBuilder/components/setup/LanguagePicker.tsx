/** All languages of the server, found by their own name, their English name or their code. */
import { Command } from 'cmdk';
import { useTranslation } from '../../../lib/i18n.ts';
import type { LanguageSummary } from '../../../../types/api.ts';
import { Badge } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { matches } from './languageSearch.ts';

interface LanguagePickerProps {
  readonly languages: readonly LanguageSummary[];
  readonly onPick: (tag: string) => void;
  readonly onClose: () => void;
}

export function LanguagePicker({ languages, onPick, onClose }: LanguagePickerProps) {
  const { t } = useTranslation('setup');
  return (
    <Command
      label={t('languages.search')}
      className="rounded-lg border bg-card"
      filter={(_value, search, keywords = []) => (matches(search, keywords) ? 1 : 0)}
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onClose();
      }}
    >
      <div className="flex items-center gap-2 border-b p-2">
        <Command.Input
          autoFocus
          placeholder={t('languages.searchHint')}
          className="h-8 min-w-0 flex-1 rounded-md border border-input bg-card px-2.5 placeholder:text-muted-foreground focus-visible:outline-2 focus-visible:-outline-offset-1"
        />
        <Button variant="ghost" onClick={onClose}>
          {t('common:cancel')}
        </Button>
      </div>
      {/* Outside of the list: in a list box, screen readers look for options only. */}
      <Command.Empty className="p-4 text-center text-muted-foreground">{t('languages.none')}</Command.Empty>
      <Command.List className="max-h-64 overflow-y-auto p-1" label={t('languages.search')}>
        {languages.map(({ tag, names, language, flag, custom, recognisers, synthesisers }) => (
          <Command.Item
            key={tag}
            value={tag}
            keywords={[names.own, names.english, tag, language]}
            onSelect={() => onPick(tag)}
            className="flex min-h-9 cursor-pointer items-center gap-2 rounded-sm px-2 py-1 data-[selected=true]:bg-muted"
          >
            <span aria-hidden className="w-5 text-center">
              {flag}
            </span>
            <span className="min-w-0 flex-1">
              <span lang={tag} className="font-medium">
                {names.own}
              </span>{' '}
              {names.english !== names.own && <span className="text-muted-foreground">{names.english} </span>}
              <span className="font-mono text-xs text-muted-foreground">{tag}</span>
            </span>
            {custom && <Badge>{t('languages.own')}</Badge>}
            <Readiness hears={recognisers.length > 0} speaks={synthesisers.length > 0} />
          </Command.Item>
        ))}
      </Command.List>
    </Command>
  );
}

export function Readiness({ hears, speaks }: { readonly hears: boolean; readonly speaks: boolean }) {
  const { t } = useTranslation('setup');
  if (hears && speaks) return <Badge tone="good">{t('languages.ready')}</Badge>;
  if (speaks) return <Badge tone="warning">{t('languages.speaksOnly')}</Badge>;
  if (hears) return <Badge tone="warning">{t('languages.hearsOnly')}</Badge>;
  return <Badge>{t('languages.notHere')}</Badge>;
}
