/**
 * A microphone that says what a test wants, when it wants. The browser's own fake one starts with the page and cannot be
 * cued (and so knows no barge-in).
 */
import type { Page } from 'playwright-core';

/** Before the page is opened. Every microphone that the page opens hears what is said from then on. */
export async function fakeMicrophone(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const LINE_RATE = 8_000;
    let context: AudioContext | undefined;
    let mouth: GainNode | undefined;
    const room = () => {
      context ??= new AudioContext();
      mouth ??= context.createGain();
      return { context, mouth };
    };
    Object.assign(navigator.mediaDevices, {
      getUserMedia: async () => {
        const { context: audio, mouth: voice } = room();
        await audio.resume();
        const ear = audio.createMediaStreamDestination();
        voice.connect(ear);
        return ear.stream;
      },
    });
    Object.assign(globalThis, {
      __say: (base64: string) => {
        const { context: audio, mouth: voice } = room();
        const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
        const pcm = new Int16Array(bytes.buffer);
        const buffer = audio.createBuffer(1, pcm.length, LINE_RATE);
        buffer.getChannelData(0).set(Float32Array.from(pcm, (one) => one / 32_768));
        const source = audio.createBufferSource();
        source.buffer = buffer;
        source.connect(voice);
        source.start();
        return new Promise<void>((resolve) => source.addEventListener('ended', () => resolve()));
      },
    });
  });
}

/** Says 16-bit samples at 8 kHz; resolves when they have been said. */
export async function say(page: Page, pcm: Int16Array): Promise<void> {
  const base64 = Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength).toString('base64');
  await page.evaluate(
    (samples) => (globalThis as unknown as { __say(base64: string): Promise<void> }).__say(samples),
    base64,
  );
}
