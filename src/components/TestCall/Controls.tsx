import { Grid3x3, Mic, MicOff, PhoneOff, SendHorizontal } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Button } from '../ui/button.tsx';
import { Input } from '../ui/input.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import type { CallState } from './client/callState.ts';
import type { TestCallClient } from './client/testCallClient.ts';

interface ControlsProps {
  readonly client: TestCallClient;
  readonly state: CallState;
}

export function Controls({ client, state }: ControlsProps) {
  const { t } = useTranslation('testCall');
  const id = useId();
  const [keypad, setKeypad] = useState(false);
  const watching = state.call?.simulated === true;
  return (
    <div className="shrink-0 space-y-2 border-t p-3">
      {state.problem && (
        <p role="alert" className="text-destructive">
          <ErrorText error={state.problem} />
        </p>
      )}
      {!watching && <Typing client={client} />}
      {keypad && <Keypad id={id} client={client} />}
      <div className="flex items-center gap-2">
        {!watching && (
          <>
            <Button
              aria-pressed={state.muted}
              disabled={state.audio === 'none'}
              onClick={() => client.mute(!state.muted)}
            >
              {state.muted ? <MicOff aria-hidden /> : <Mic aria-hidden />}
              {state.muted ? t('unmute') : t('mute')}
            </Button>
            <Button aria-expanded={keypad} aria-controls={id} onClick={() => setKeypad(!keypad)}>
              <Grid3x3 aria-hidden /> {t('keypad')}
            </Button>
          </>
        )}
        <Button variant="destructive" className="ml-auto" onClick={() => client.hangUp()}>
          <PhoneOff aria-hidden /> {t('hangUp')}
        </Button>
      </div>
    </div>
  );
}

function Typing({ client }: Pick<ControlsProps, 'client'>) {
  const { t } = useTranslation('testCall');
  const [text, setText] = useState('');
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    client.type(text.trim());
    setText('');
  };
  return (
    <form onSubmit={send} className="flex gap-2">
      <Input
        aria-label={t('typing')}
        placeholder={t('typing')}
        value={text}
        maxLength={2_000}
        autoComplete="off"
        onChange={({ target }) => setText(target.value)}
      />
      <Button type="submit" size="icon" aria-label={t('send')} disabled={text.trim() === ''}>
        <SendHorizontal />
      </Button>
    </form>
  );
}

const keys = [...'123456789*0#'];

function Keypad({ id, client }: Pick<ControlsProps, 'client'> & { readonly id: string }) {
  const { t } = useTranslation('testCall');
  return (
    <div id={id} role="group" aria-label={t('keypad')} className="grid grid-cols-3 gap-1.5">
      {keys.map((key) => (
        <Button
          key={key}
          className="font-mono tabular-nums"
          aria-label={t('key', { key })}
          onClick={() => client.press(key)}
        >
          {key}
        </Button>
      ))}
    </div>
  );
}
