/** A real Chromium for tests and benches: a new profile each time, nothing from outside. */
import { existsSync } from 'node:fs';
import { chromium, type Browser, type LaunchOptions } from 'playwright-core';

export const CHROMIUM = process.env['WEAVER_CHROMIUM'] ?? '/usr/bin/chromium';
export const hasChromium = existsSync(CHROMIUM);

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** `microphone`: pages may use one without asking; it hears nothing, or the WAV file given. */
export function launchChromium({
  microphone,
  ...options
}: LaunchOptions & { readonly microphone?: true | string } = {}): Promise<Browser> {
  const ears = microphone
    ? [
        '--use-fake-ui-for-media-stream',
        '--use-fake-device-for-media-stream',
        '--autoplay-policy=no-user-gesture-required',
        ...(microphone === true ? [] : [`--use-file-for-fake-audio-capture=${microphone}%noloop`]),
      ]
    : [];
  return chromium.launch({
    executablePath: CHROMIUM,
    headless: true,
    ...options,
    args: [...quiet, ...ears, ...(options.args ?? [])],
  });
}
