/** One tab a language, where the workflow speaks more than one. A language without a text is marked, in words too. */
import { useId, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { cn } from '../../../lib/cn.ts';
import { useNodeForm } from '../context.ts';
import { languageName } from '../../../lib/format.ts';
import { languagesOf } from './languages.ts';

interface PerLanguageProps {
  /** Name of the field. */
  readonly title: string;
  readonly value: Readonly<Record<string, unknown>>;
  readonly isEmpty: (language: string) => boolean;
  readonly hasProblem: (language: string) => boolean;
  readonly children: (language: string) => ReactNode;
}

export function PerLanguage({ title, value, isEmpty, hasProblem, children }: PerLanguageProps) {
  const { t } = useTranslation('inspector');
  const { languages, language, showLanguage } = useNodeForm();
  const id = useId();
  const all = languagesOf(languages, value);
  const shown = all.includes(language) ? language : (all[0] ?? 'default');
  if (all.length < 2) return children(shown);
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && all[(all.indexOf(shown) + step + all.length) % all.length];
    if (next === undefined || next === 0) return;
    event.preventDefault();
    showLanguage(next);
    event.currentTarget.querySelector<HTMLElement>(`[data-language="${next}"]`)?.focus();
  };
  // A language without a text is a gap only where the field has texts at all.
  const begun = all.some((tag) => !isEmpty(tag));
  return (
    <div className="overflow-hidden rounded-md border border-input focus-within:border-ring">
      <div
        role="tablist"
        aria-label={t('languages.of', { title })}
        onKeyDown={onKeyDown}
        className="flex overflow-x-auto border-b bg-muted"
      >
        {all.map((tag) => {
          const gap = (begun && isEmpty(tag)) || hasProblem(tag);
          return (
            <button
              key={tag}
              type="button"
              role="tab"
              id={`${id}-${tag}`}
              data-language={tag}
              aria-selected={tag === shown}
              aria-controls={tag === shown ? `${id}-panel` : undefined}
              tabIndex={tag === shown ? 0 : -1}
              title={tag === 'default' ? t('languages.default') : languageName(tag)}
              onClick={() => showLanguage(tag)}
              className={cn(
                'flex h-6 items-center gap-1 px-2 text-xs font-medium whitespace-nowrap focus-visible:outline-2 focus-visible:-outline-offset-2',
                tag === shown ? 'bg-card text-foreground' : 'text-muted-foreground hover:text-foreground',
              )}
            >
              {tag === 'default' ? t('languages.default') : tag}
              {gap && (
                <>
                  <span aria-hidden className="size-1.5 rounded-full bg-warning" />
                  <span className="sr-only">{t('languages.missing')}</span>
                </>
              )}
            </button>
          );
        })}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${shown}`}
        className="[&_textarea]:rounded-none [&_textarea]:border-0"
      >
        {children(shown)}
      </div>
    </div>
  );
}
