import { useQuery } from '@tanstack/react-query';
import { useTranslation } from '../../../lib/i18n.ts';
import { Link } from 'wouter';
import { languagesQuery } from '../../../api/setupQueries.ts';
import { Problem, TextField } from '../../../ui/field.tsx';
import { e164 } from '../../../../types/e164.ts';
import { useProblem, useSetup } from './useSetup.ts';

export function TelephoneTab() {
  const { t } = useTranslation('setup');
  const { config, set } = useSetup();
  const problem = useProblem();
  const { data: known = [] } = useQuery(languagesQuery);
  const { telephone, languages } = config;
  const change = (next: Partial<typeof telephone>) => set('telephone', { ...telephone, ...next });
  return (
    <div className="max-w-xl space-y-4">
      <TextField
        lines
        type="tel"
        label={t('telephone.numbers')}
        hint={
          <>
            {t('telephone.numbersHint')}{' '}
            <Link href="/settings/number" className="text-primary underline underline-offset-4">
              {t('telephone.connect')}
            </Link>
          </>
        }
        placeholder="+85221234567"
        value={telephone.numbers.join('\n')}
        check={(text) => {
          const wrong = linesOf(text).find((line) => !e164.test(line));
          return wrong === undefined ? null : t('problems.number', { number: wrong });
        }}
        onCommit={(text) => change({ numbers: [...new Set(linesOf(text))] })}
      />
      <TextField
        type="number"
        label={t('telephone.minutes')}
        hint={t('telephone.minutesHint')}
        value={String(telephone.maxCallMinutes)}
        check={(text) => (between(text, 1, 240) ? null : t('problems.between', { min: 1, max: 240 }))}
        onCommit={(text) => change({ maxCallMinutes: Number(text) })}
      />
      <fieldset className="space-y-3">
        <legend className="mb-1 font-semibold">{t('telephone.fallback')}</legend>
        <p className="text-xs text-muted-foreground">{t('telephone.fallbackHint')}</p>
        {problem('telephone.fallbackLine') && <Problem>{problem('telephone.fallbackLine')}</Problem>}
        {languages.map(({ language }) => (
          <TextField
            key={language}
            lang={language}
            label={t('telephone.lineIn', {
              language: known.find(({ tag }) => tag === language)?.names.own ?? language,
            })}
            value={telephone.fallbackLine[language] ?? ''}
            onCommit={(line) => {
              const { [language]: _old, ...rest } = telephone.fallbackLine;
              change({ fallbackLine: line === '' ? rest : { ...rest, [language]: line } });
            }}
          />
        ))}
        <TextField
          type="tel"
          label={t('telephone.transfer')}
          hint={t('telephone.transferHint')}
          placeholder="+85221234567"
          value={telephone.fallbackTransferTo ?? ''}
          onCommit={(to) => {
            const { fallbackTransferTo: _old, ...rest } = telephone;
            set('telephone', to.trim() === '' ? rest : { ...rest, fallbackTransferTo: to.trim() });
          }}
        />
      </fieldset>
    </div>
  );
}

/** Spaces and brackets are for people. */
function linesOf(text: string): string[] {
  return text
    .split(/[\n,;]/)
    .map((line) => line.replace(/[\s().-]/g, ''))
    .filter((line) => line !== '');
}

export function between(text: string, min: number, max: number): boolean {
  const value = Number(text);
  return text.trim() !== '' && Number.isFinite(value) && value >= min && value <= max;
}
