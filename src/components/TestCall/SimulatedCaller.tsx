import { Bot, ChevronRight } from 'lucide-react';
import { useId, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { TestCallOptions } from '../../types/testCall.ts';
import { Button } from '../ui/button.tsx';
import { Label, Select, Textarea } from '../ui/input.tsx';
import type { CallWish, SimulateWish } from './client/testCallClient.ts';

const OWN = '';
const MOST_LINES = 40;

interface SimulatedCallerProps {
  readonly options: TestCallOptions;
  readonly wish: CallWish;
  readonly onSimulate: (wish: SimulateWish) => void;
}

/** A caller made by the server calls the draft over its simulated telephone network; one watches. */
export function SimulatedCaller({ options, wish, onSimulate }: SimulatedCallerProps) {
  const { t } = useTranslation('testCall');
  const id = useId();
  // Who never says anything shows nothing of a flow: somebody chooses that.
  const first = options.callers.find(({ name }) => name !== 'silence');
  const [caller, setCaller] = useState(first?.name ?? OWN);
  const [text, setText] = useState('');
  if (!options.ownLines) return null;
  const lines = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .slice(0, MOST_LINES);
  const known = options.callers.find(({ name }) => name === caller);
  const start = () =>
    known
      ? onSimulate({ ...wish, language: known.language, caller: known.name })
      : onSimulate({ ...wish, lines });
  return (
    <details className="group rounded-md border">
      <summary className="flex min-h-8 cursor-pointer list-none items-center gap-2 rounded-md px-2.5 font-medium focus-visible:outline-2">
        <ChevronRight aria-hidden className="size-3.5 transition-transform group-open:rotate-90" />
        <Bot aria-hidden className="size-4" /> {t('simulated.title')}
      </summary>
      <div className="space-y-2 border-t p-2.5">
        <p className="text-muted-foreground">{t('simulated.text')}</p>
        <div className="space-y-1.5">
          <Label htmlFor={`${id}-who`}>{t('simulated.who')}</Label>
          <Select id={`${id}-who`} value={caller} onChange={({ target }) => setCaller(target.value)}>
            {options.callers.map(({ name, title }) => (
              <option key={name} value={name}>
                {t(`simulated.callers.${name}`, { defaultValue: title })}
              </option>
            ))}
            <option value={OWN}>{t('simulated.own')}</option>
          </Select>
        </div>
        {!known && (
          <div className="space-y-1.5">
            <Label htmlFor={`${id}-lines`}>{t('simulated.lines')}</Label>
            <Textarea
              id={`${id}-lines`}
              value={text}
              rows={4}
              placeholder={t('simulated.placeholder')}
              onChange={({ target }) => setText(target.value)}
            />
          </div>
        )}
        <Button className="w-full" disabled={!known && lines.length === 0} onClick={start}>
          {t('simulated.start')}
        </Button>
      </div>
    </details>
  );
}
