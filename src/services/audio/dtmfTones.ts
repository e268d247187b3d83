/** The two tones of each telephone key (ITU-T Q.23), and audio of them. */

export const rowTones = [697, 770, 852, 941] as const;
export const columnTones = [1209, 1336, 1477, 1633] as const;
/** Keys by row and column. */
export const dtmfKeys = ['123A', '456B', '789C', '*0#D'] as const;

export interface DtmfToneOptions {
  readonly toneMs: number;
  readonly pauseMs: number;
  /** Peak of each of the two tones, 16-bit. */
  readonly amplitude: number;
}

export const defaultDtmfToneOptions = { toneMs: 100, pauseMs: 100, amplitude: 8_000 } as const;

/** 8 kHz PCM of the keys one after another, each followed by a pause. Anything that is no key is a pause. */
export function dtmfTones(keys: string, options: DtmfToneOptions = defaultDtmfToneOptions): Int16Array {
  const tone = options.toneMs * 8;
  const step = tone + options.pauseMs * 8;
  const pcm = new Int16Array(keys.length * step);
  [...keys].forEach((key, index) => {
    const row = dtmfKeys.findIndex((each) => each.includes(key.toUpperCase()));
    if (row < 0) return;
    const low = rowTones[row] as number;
    const high = columnTones[(dtmfKeys[row] as string).indexOf(key.toUpperCase())] as number;
    for (let i = 0; i < tone; i++) {
      const phase = (2 * Math.PI * i) / 8_000;
      pcm[index * step + i] = options.amplitude * (Math.sin(phase * low) + Math.sin(phase * high));
    }
  });
  return pcm;
}
