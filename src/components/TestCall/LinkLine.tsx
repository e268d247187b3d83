import { useTranslation } from '../lib/i18n.ts';
import { milliseconds, number, percent } from '../lib/format.ts';
import type { CallState } from './client/callState.ts';

/** How the audio goes, in figures that are measured now; and what a telephone would do. */
export function LinkLine({ state: { audio, link, fellBack, call } }: { readonly state: CallState }) {
  const { t } = useTranslation('testCall');
  if (call?.simulated) return <span>{t('link.simulated')}</span>;
  if (audio === 'none') return <span>{t('link.none')}</span>;
  if (audio !== 'webrtc' || !link?.up || !link.down)
    return (
      <span>{fellBack ? t('link.fellBack') : t(audio === 'webrtc' ? 'link.webrtc' : 'link.socket')}</span>
    );
  const { up, down } = link;
  const kbit = (bitrate: number) => number(bitrate / 1_000, 0);
  return (
    <span className="flex min-w-0 flex-wrap gap-x-2">
      <span className="whitespace-nowrap">{t('link.webrtc')}</span>
      <span className="font-mono whitespace-nowrap tabular-nums">
        ↑{kbit(up.bitrate)} ↓{kbit(down.bitrate)} kbit/s
      </span>
      <span className="whitespace-nowrap">
        {t('link.jitter')}{' '}
        <span className="font-mono tabular-nums">
          {milliseconds(up.targetMs)}/{milliseconds(down.bufferMs)}
        </span>
      </span>
      <span className="whitespace-nowrap">
        {t('link.loss')}{' '}
        <span className="font-mono tabular-nums">{percent(Math.max(up.loss, down.loss))}</span>
      </span>
      <span className="w-full">{t('link.telephone')}</span>
    </span>
  );
}
