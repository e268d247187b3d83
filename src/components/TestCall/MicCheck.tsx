import { Mic, MicOff } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { Button } from '../ui/button.tsx';
import { MicrophoneError, openMicrophone, type MicrophoneTrouble } from './client/microphone.ts';
import { Sound } from './client/sound.ts';
import { Trouble } from './Trouble.tsx';

/** Speech at arm's length reaches this; a room that is only noisy does not. */
const HEARD = 0.45;
const LOOK_MS = 80;

/** Whether the microphone works, before anybody is called. */
export function MicCheck() {
  const { t } = useTranslation('testCall');
  const [sound, setSound] = useState<Sound | null>(null);
  const [trouble, setTrouble] = useState<MicrophoneTrouble | null>(null);
  useEffect(() => () => sound?.close(), [sound]);
  const open = async () => {
    setTrouble(null);
    try {
      setSound(await Sound.open(await openMicrophone(), () => undefined));
    } catch (error) {
      if (!(error instanceof MicrophoneError)) throw error;
      setTrouble(error.trouble);
    }
  };
  return (
    <div className="space-y-2">
      <div className="flex items-center gap-2">
        <Button
          size="sm"
          aria-pressed={sound !== null}
          onClick={() => (sound ? setSound(null) : void open())}
        >
          {sound ? <MicOff aria-hidden /> : <Mic aria-hidden />} {sound ? t('check.stop') : t('check.start')}
        </Button>
        {sound && <Meter sound={sound} />}
      </div>
      <Trouble microphone={trouble} />
    </div>
  );
}

function Meter({ sound }: { readonly sound: Sound }) {
  const { t } = useTranslation('testCall');
  const [level, setLevel] = useState(0);
  const [heard, setHeard] = useState(false);
  useEffect(() => {
    const timer = setInterval(() => {
      const now = sound.level('caller');
      setLevel(now);
      if (now > HEARD) setHeard(true);
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [sound]);
  return (
    <>
      <span
        role="meter"
        aria-label={t('check.level')}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(level * 100)}
        className="h-2 min-w-0 flex-1 overflow-hidden rounded-full bg-muted"
      >
        <span
          className="block h-full origin-left bg-primary transition-transform duration-75"
          style={{ transform: `scaleX(${level})` }}
        />
      </span>
      <span role="status" className="w-28 text-xs text-muted-foreground">
        {heard ? t('check.heard') : t('check.speak')}
      </span>
    </>
  );
}
