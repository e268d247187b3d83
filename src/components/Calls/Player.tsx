/** The sound of a call: the caller above, the agent below, with one cursor that the whole screen follows. */
import { Pause, Play } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import WaveSurfer from 'wavesurfer.js';
import type { RecordingPeaks } from '../../types/apiMonitoring.ts';
import type { Turn } from '../../types/turn.ts';
import { Button } from '../ui/button.tsx';
import type { PlayRequest } from './CallScreen.tsx';
import { timeOfCall } from './timeOfCall.ts';

interface PlayerProps {
  readonly callSid: string;
  readonly peaks: RecordingPeaks;
  readonly turns: readonly Turn[];
  /** A stretch to be heard; a new object asks anew. */
  readonly play: PlayRequest | null;
  /** Told the moment of the call's clock. */
  readonly onTime: (ms: number) => void;
}

const HEIGHT_PX = 48;

export function Player({ callSid, peaks, turns, play, onTime }: PlayerProps) {
  const { t } = useTranslation('calls');
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const wave = useRef<WaveSurfer | null>(null);
  const tell = useRef(onTime);
  const [playing, setPlaying] = useState(false);
  const [atMs, setAtMs] = useState(0);
  tell.current = onTime;
  useEffect(() => {
    if (!box.current) return;
    const surfer = waveform(box.current, callSid, peaks);
    wave.current = surfer;
    const moved = (seconds: number) => {
      setAtMs(seconds * 1_000);
      tell.current(peaks.startMs + seconds * 1_000);
    };
    surfer.on('timeupdate', moved);
    surfer.on('seeking', moved);
    surfer.on('play', () => setPlaying(true));
    surfer.on('pause', () => setPlaying(false));
    return () => surfer.destroy();
  }, [callSid, peaks]);
  useEffect(() => {
    if (!play || !wave.current) return;
    const from = Math.max(0, (play.fromMs - peaks.startMs) / 1_000);
    const to = play.toMs === null ? undefined : (play.toMs - peaks.startMs) / 1_000;
    // Some stretches are shorter than an ear can tell: half a second is heard at least.
    void wave.current
      .play(from, to === undefined ? undefined : Math.max(to, from + 0.5))
      .catch(() => undefined);
  }, [play, peaks.startMs]);
  const length = peaks.durationMs;
  return (
    <section aria-label={t('sound.label')} className="h-40 space-y-2 rounded-lg border bg-card p-3">
      <div className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-2 text-xs text-muted-foreground">
        <div className="flex flex-col justify-around">
          <span>{t('callerSays')}</span>
          <span>{t('agentSays')}</span>
        </div>
        <div className="relative h-24 rounded-md bg-muted/50">
          <div ref={box} aria-hidden className="h-24 overflow-hidden" />
          {peaks.agent.every((peak) => peak === 0) && (
            <p className="pointer-events-none absolute inset-x-0 bottom-0 grid h-12 place-content-center px-2 text-center">
              {t('sound.messages')}
            </p>
          )}
        </div>
      </div>
      <div className="flex items-center gap-2">
        <Button
          size="icon-sm"
          aria-label={playing ? t('sound.pause') : t('sound.play')}
          onClick={() => void wave.current?.playPause()}
        >
          {playing ? <Pause /> : <Play />}
        </Button>
        <label htmlFor={id} className="sr-only">
          {t('sound.position')}
        </label>
        <input
          id={id}
          type="range"
          min={0}
          max={Math.round(length)}
          step={100}
          value={Math.round(atMs)}
          aria-valuetext={t('sound.of', { at: timeOfCall(atMs), of: timeOfCall(length) })}
          onChange={({ target }) => wave.current?.setTime(Number(target.value) / 1_000)}
          className="h-6 min-w-0 flex-1 accent-primary"
        />
        <span className="font-mono text-xs tabular-nums">
          {timeOfCall(atMs)} / {timeOfCall(length)}
        </span>
      </div>
      <p className="sr-only">{t('sound.summary', { of: timeOfCall(length), count: turns.length })}</p>
    </section>
  );
}

function waveform(container: HTMLElement, callSid: string, peaks: RecordingPeaks): WaveSurfer {
  const style = getComputedStyle(container);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const common = { height: HEIGHT_PX, barWidth: 1, barGap: 1, cursorWidth: 1 };
  const cursorColor = colour('--foreground');
  return WaveSurfer.create({
    container,
    url: `/api/calls/${encodeURIComponent(callSid)}/recording`,
    peaks: [peaks.caller, peaks.agent],
    duration: peaks.durationMs / 1_000,
    ...common,
    cursorColor,
    splitChannels: [
      { ...common, waveColor: colour('--stage-stt'), progressColor: colour('--foreground') },
      { ...common, waveColor: colour('--stage-tts'), progressColor: colour('--foreground') },
    ],
  });
}
