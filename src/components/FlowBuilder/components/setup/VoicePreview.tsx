/** Says a text of one's own in the voice at hand, as the telephone carries it. */
import { Play, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import type { LanguageVoice } from '../../../../types/workflowConfig.ts';
import { download, RequestError } from '../../../api/client.ts';
import { Button } from '../../../ui/button.tsx';
import { Field, Problem } from '../../../ui/field.tsx';
import { Input } from '../../../ui/input.tsx';
import { ErrorText } from '../../../ui/errorText.tsx';
import { sampleText } from './samples.ts';

const LONGEST = 300;

type State = 'idle' | 'loading' | 'playing' | RequestError;

export function VoicePreview({ voice }: { readonly voice: LanguageVoice }) {
  const { t } = useTranslation('setup');
  const { language, ttsProvider: provider, voiceId, speakingRate: rate } = voice;
  const [text, setText] = useState(() => sampleText(language));
  const [state, setState] = useState<State>('idle');
  const stop = useRef<(() => void) | null>(null);
  useEffect(() => () => stop.current?.(), []);

  const play = async () => {
    const waiting = new AbortController();
    stop.current = () => waiting.abort();
    setState('loading');
    try {
      const body = { language, provider, rate, text, ...(voiceId === undefined ? {} : { voiceId }) };
      const blob = await download('/voices/preview', { method: 'POST', body, signal: waiting.signal });
      stop.current = await playing(blob, () => setState('idle'));
      setState('playing');
    } catch (error) {
      setState(error instanceof RequestError ? error : 'idle');
    }
  };
  const busy = state === 'loading' || state === 'playing';
  return (
    <div className="space-y-1.5 rounded-md bg-muted p-3">
      <Field label={t('voice.preview')} hint={t('voice.previewHint')}>
        {(control) => (
          <div className="flex gap-2">
            <Input
              {...control}
              lang={language}
              maxLength={LONGEST}
              value={text}
              onChange={({ target }) => setText(target.value)}
            />
            <Button
              disabled={text.trim() === '' && !busy}
              aria-live="polite"
              onClick={() => {
                if (!busy) return void play();
                stop.current?.();
                setState('idle');
              }}
            >
              {busy ? <Square aria-hidden /> : <Play aria-hidden />}
              {state === 'loading' ? t('voice.loadingAudio') : busy ? t('voice.stop') : t('voice.play')}
            </Button>
          </div>
        )}
      </Field>
      {state instanceof RequestError && (
        <Problem>
          <span>
            <ErrorText error={state} />
          </span>
        </Problem>
      )}
    </div>
  );
}

/** Answers what stops it. */
async function playing(blob: Blob, over: () => void): Promise<() => void> {
  const url = URL.createObjectURL(blob);
  const audio = new Audio(url);
  const end = () => {
    audio.pause();
    URL.revokeObjectURL(url);
    over();
  };
  audio.addEventListener('ended', end, { once: true });
  await audio.play();
  return end;
}
