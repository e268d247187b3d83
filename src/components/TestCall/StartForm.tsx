import { Keyboard, PhoneCall } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import type { TestCallOptions } from '../../types/testCall.ts';
import { languageName } from '../lib/format.ts';
import { read, write } from '../lib/theme.ts';
import { Button } from '../ui/button.tsx';
import { Label, Select } from '../ui/input.tsx';
import { canHaveSound } from './client/microphone.ts';
import type { SimulateWish, TalkWish } from './client/testCallClient.ts';
import { MicCheck } from './MicCheck.tsx';
import { SimulatedCaller } from './SimulatedCaller.tsx';
import { Trouble } from './Trouble.tsx';

interface StartFormProps {
  readonly workflowId: string;
  readonly options: TestCallOptions;
  readonly onTalk: (wish: TalkWish) => void;
  readonly onSimulate: (wish: SimulateWish) => void;
  /** What went wrong the last time. */
  readonly children: ReactNode;
}

const ROUTE_KEY = 'weaver.testCall.route';

export function StartForm({ workflowId, options, onTalk, onSimulate, children }: StartFormProps) {
  const { t } = useTranslation('testCall');
  const id = useId();
  const [language, setLanguage] = useState(options.languages[0]?.language ?? 'en-US');
  const [route, setRoute] = useState(() => read(ROUTE_KEY) ?? 'auto');
  const sound = canHaveSound();
  const wish = { workflow: workflowId, version: 0, language };
  const chosen = options.languages.find((one) => one.language === language);
  return (
    <div className="min-h-0 flex-1 space-y-4 overflow-y-auto p-3">
      {children}
      {!sound && <Trouble microphone="insecure" />}
      <p className="text-muted-foreground">{t('intro')}</p>
      <div className="space-y-1.5">
        <Label htmlFor={`${id}-language`}>{t('language')}</Label>
        <LanguageSelect id={`${id}-language`} value={language} onChange={setLanguage} options={options} />
        {chosen && <LanguageNotes {...chosen} />}
      </div>
      {sound && <MicCheck />}
      <div className="flex flex-wrap gap-2">
        <Button
          variant="primary"
          className="flex-1"
          disabled={!sound}
          onClick={() => onTalk({ ...wish, how: 'talk', webrtc: route !== 'socket' })}
        >
          <PhoneCall aria-hidden /> {t('talk')}
        </Button>
        <Button
          className="flex-1"
          variant={sound ? 'outline' : 'primary'}
          onClick={() => onTalk({ ...wish, how: sound ? 'listen' : 'read', webrtc: false })}
        >
          <Keyboard aria-hidden /> {t('type')}
        </Button>
      </div>
      {sound && (
        <div className="space-y-1.5">
          <Label htmlFor={`${id}-route`}>{t('route.label')}</Label>
          <Select
            id={`${id}-route`}
            value={route}
            onChange={({ target }) => {
              setRoute(target.value);
              write(ROUTE_KEY, target.value === 'auto' ? null : target.value);
            }}
          >
            <option value="auto">{t('route.auto')}</option>
            <option value="socket">{t('route.socket')}</option>
          </Select>
          <p className="text-xs text-muted-foreground">{t('route.telephone')}</p>
        </div>
      )}
      <SimulatedCaller options={options} wish={wish} onSimulate={onSimulate} />
    </div>
  );
}

interface LanguageSelectProps {
  readonly id: string;
  readonly value: string;
  readonly options: TestCallOptions;
  readonly onChange: (language: string) => void;
}

function LanguageSelect({ id, value, options, onChange }: LanguageSelectProps) {
  return (
    <Select id={id} value={value} onChange={({ target }) => onChange(target.value)}>
      {options.languages.map(({ language }) => (
        <option key={language} value={language}>
          {languageName(language)} ({language})
        </option>
      ))}
    </Select>
  );
}

/** Nobody here hears or speaks it: better known before the call than wondered at in it. */
function LanguageNotes({ hears, speaks }: TestCallOptions['languages'][number]) {
  const { t } = useTranslation('testCall');
  if (hears !== null && speaks !== null) return null;
  return (
    <p className="text-xs text-warning">
      {hears === null && t('noEars')} {speaks === null && t('noVoice')}{' '}
      <Link href="/settings" className="underline underline-offset-2">
        {t('toProviders')}
      </Link>
    </p>
  );
}
