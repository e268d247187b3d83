import { useTranslation } from '../lib/i18n.ts';
import type { MonitoringAnswer } from '../../types/apiMonitoring.ts';
import { milliseconds, number } from '../lib/format.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { DataTable } from './DataTable.tsx';

export function LanguagesTable({ answer }: { readonly answer: MonitoringAnswer }) {
  const { t, i18n } = useTranslation('monitoring');
  const names = new Intl.DisplayNames(i18n.language, { type: 'language' });
  const title = t('languages.title');
  return (
    <Card aria-labelledby="languages">
      <CardHeader>
        <CardTitle id="languages">{title}</CardTitle>
      </CardHeader>
      <CardBody className="pt-1">
        {answer.languages.length === 0 ? (
          <p className="text-muted-foreground">{t('languages.none')}</p>
        ) : (
          <DataTable
            label={title}
            columns={[
              { name: t('languages.language') },
              { name: t('tile.turns'), figure: true },
              { name: 'P50', figure: true },
              { name: 'P95', figure: true },
              { name: 'n', figure: true },
            ]}
            rows={answer.languages.map(({ language, turns, speechEndToAudio: { count, p50, p95 } }) => ({
              key: language,
              cells: [
                <>
                  {nameOf(names, language)}{' '}
                  <span className="font-mono text-xs text-muted-foreground">{language}</span>
                </>,
                number(turns),
                count === 0 ? '–' : milliseconds(p50),
                count === 0 ? '–' : milliseconds(p95),
                number(count),
              ],
            }))}
          />
        )}
      </CardBody>
    </Card>
  );
}

/** A language that a user added may have a tag that nobody else knows. */
function nameOf(names: Intl.DisplayNames, language: string): string {
  try {
    return names.of(language) ?? language;
  } catch {
    return language;
  }
}
