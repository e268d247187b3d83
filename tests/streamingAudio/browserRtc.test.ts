/** A WebRTC connection on this machine, audio both ways: the page's end is played by the same library, with its own Opus. */
import { Decoder, Encoder } from '@evan/opus';
import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, RtpPacket } from 'werift';
import { afterEach, expect, it } from 'vitest';
import { mulawDecode, mulawEncode } from '../../src/lib/g711.ts';
import { rtcPath, type RtcPath } from '../../src/services/browserAudio.ts';
import { systemClock } from '../../src/types/clock.ts';

const mono = { channels: 1, sample_rate: 8_000 } as const;
const FRAME = 160;
let path: RtcPath | undefined;
let page: RTCPeerConnection | undefined;
let speaking: NodeJS.Timeout | undefined;

afterEach(async () => {
  clearInterval(speaking);
  path?.close();
  await page?.close();
});

const tone = (hz: number, from: number) =>
  Int16Array.from({ length: FRAME }, (_, i) => 9_000 * Math.sin((2 * Math.PI * hz * (from + i)) / 8_000));

/** Energy at a frequency, by Goertzel, as a share of all. */
function share(pcm: Int16Array, hz: number): number {
  const coefficient = 2 * Math.cos((2 * Math.PI * hz) / 8_000);
  let [before, last, all] = [0, 0, 1];
  for (const sample of pcm) {
    [before, last] = [last, sample + coefficient * last - before];
    all += sample * sample;
  }
  return (2 * (before * before + last * last - coefficient * before * last)) / (all * pcm.length);
}

async function until(what: () => boolean): Promise<void> {
  const end = performance.now() + 15_000;
  while (!what()) {
    if (performance.now() > end) throw new Error('it did not happen in time');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function connected() {
  const heardHere: Int16Array[] = [];
  const heardThere: Int16Array[] = [];
  const marks: string[] = [];
  const wanted: number[] = [];
  const counts = { connected: 0, failed: 0, cleared: 0 };
  path = await rtcPath(systemClock, {
    audio: (mulaw) => heardHere.push(mulawDecode(mulaw).slice()),
    mark: (name) => marks.push(name),
    connected: () => counts.connected++,
    failed: () => counts.failed++,
    cleared: () => counts.cleared++,
    wanted: (bitrate) => wanted.push(bitrate),
  });
  page = new RTCPeerConnection({
    codecs: {
      audio: [new RTCRtpCodecParameters({ mimeType: 'audio/opus', clockRate: 48_000, channels: 2 })],
    },
    iceServers: [],
  });
  const microphone = new MediaStreamTrack({ kind: 'audio' });
  page.addTrack(microphone);
  const decoder = new Decoder(mono);
  page.onTrack.subscribe((track) =>
    track.onReceiveRtp.subscribe(({ payload }) => {
      const bytes = decoder.decode(payload).slice();
      heardThere.push(new Int16Array(bytes.buffer));
    }),
  );
  await page.setLocalDescription(await page.createOffer());
  const sdp = await path.answer(page.localDescription?.sdp ?? '');
  await page.setRemoteDescription({ type: 'answer', sdp });
  await until(() => counts.connected === 1 && page?.connectionState === 'connected');
  return { path, microphone, heardHere, heardThere, marks, wanted, counts };
}

/** The page says a tone, a packet every 20 ms. */
function speak(microphone: MediaStreamTrack, hz: number): void {
  const encoder = new Encoder({ ...mono, application: 'voip' });
  let count = 0;
  speaking = setInterval(() => {
    const pcm = tone(hz, count * FRAME);
    const payload = Buffer.from(encoder.encode(new Uint8Array(pcm.buffer)));
    const header = new RtpHeader({ payloadType: 96, sequenceNumber: count, timestamp: count * 960, ssrc: 7 });
    microphone.writeRtp(new RtpPacket(header, payload));
    count++;
  }, 20);
}

it('carries audio both ways, marks and bitrates', async () => {
  const { path: here, microphone, heardHere, heardThere, marks, wanted, counts } = await connected();
  speak(microphone, 700);
  for (let i = 0; i < 50; i++) here.sendAudio(mulawEncode(tone(1_100, i * FRAME)));
  here.mark('said');
  await until(() => marks.includes('said') && wanted.length > 0 && heardHere.length > 50);
  const best = (frames: readonly Int16Array[], hz: number) =>
    Math.max(...frames.map((one) => share(one, hz)));
  expect(best(heardHere, 700)).toBeGreaterThan(0.8);
  expect(best(heardThere, 1_100)).toBeGreaterThan(0.8);
  expect(here.link.up.bitrate).toBeGreaterThanOrEqual(6_000);
  expect(here.link.up.bitrate).toBeLessThanOrEqual(40_000);

  here.heard({ loss: 0.3, roundTripMs: 50, bufferMs: 60 });
  expect(here.link.down).toMatchObject({ fec: true, loss: 0.3, bufferMs: 60 });

  for (let i = 0; i < 100; i++) here.sendAudio(mulawEncode(tone(1_100, i * FRAME)));
  here.mark('unsaid');
  here.clear();
  expect(marks).toEqual(['said', 'unsaid']);
  expect(counts).toEqual({ connected: 1, failed: 0, cleared: 1 });
}, 40_000);

it('refuses an offer that is none, and is then closed', async () => {
  path = await rtcPath(systemClock, {
    audio: () => undefined,
    mark: () => undefined,
    connected: () => undefined,
    failed: () => undefined,
    cleared: () => undefined,
    wanted: () => undefined,
  });
  await expect(path.answer('v=0\r\n')).rejects.toMatchObject({ code: 'TEST_WEBRTC_FAILED' });
}, 40_000);
