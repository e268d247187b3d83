import { useTranslation } from '../lib/i18n.ts';
import type { MonitoringAnswer } from '../../types/apiMonitoring.ts';
import { languageName, milliseconds, number } from '../lib/format.ts';
import { Card, CardBody, CardHeader, CardTitle } from '../ui/card.tsx';
import { DataTable } from './DataTable.tsx';

export function LanguagesTable({ answer }: { readonly answer: MonitoringAnswer }) {
  const { t } = useTranslation('monitoring');
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
                  {languageName(language)}{' '}
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
