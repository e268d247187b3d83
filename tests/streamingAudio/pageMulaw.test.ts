import { expect, it } from 'vitest';
import { mulawCode, mulawSample } from '../../src/components/TestCall/client/mulaw.ts';
import { mulawDecode, mulawEncode } from '../../src/lib/g711.ts';

it('the page’s mu-law is the server’s, code for code and sample for sample', () => {
  const codes = Uint8Array.from({ length: 256 }, (_, code) => code);
  expect([...codes].map((code) => mulawSample(code) * 32_768)).toEqual([...mulawDecode(codes)]);
  const pcm = Int16Array.from({ length: 4_095 }, (_, i) => (i - 2_047) * 16);
  expect([...pcm].map((sample) => mulawCode(sample / 32_768))).toEqual([...mulawEncode(pcm)]);
});
