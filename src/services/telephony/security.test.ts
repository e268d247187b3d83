import { createHash, createHmac, generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { CallTokens } from './callToken.ts';
import { checkTwilioSignature, signedUrl } from './signature.ts';
import { checkTelnyxSignature } from './telnyxSignature.ts';
import { VirtualClock } from './testKit.ts';

const TOKEN = '12345';
const hmac = (url: string, token = TOKEN) => createHmac('sha1', token).update(url).digest('base64');

describe('Twilio signature', () => {
  const params = { CallSid: 'CA00000000000000000000000000000000', From: '+85221234567', To: '+85228765432' };
  it.each([
    ['wss://voice.example.com/media', {}, 'jFDHVhI8XO69C49uXR3xmdZPylY='],
    ['wss://voice.example.com/relay', {}, 'Sv43j8T9asdzmHgHo286na4Ttmg='],
    ['https://voice.example.com/twiml', params, 'EgBKfWrFZJEn9gWS0JYsik9itHg='],
  ])('accepts the vector for %s, with either token, and nothing near it', (url, form, signature) => {
    const check = (change: object) =>
      checkTwilioSignature({ url, params: form, signature, authTokens: [TOKEN], ...change });
    expect(check({})).toEqual({ ok: true });
    expect(check({ authTokens: ['new-token', TOKEN] })).toEqual({ ok: true });
    const wrong = { ok: false, code: 'TEL_SIGNATURE_WRONG' };
    expect(check({ authTokens: ['other'] })).toEqual(wrong);
    expect(check({ authTokens: [] })).toEqual(wrong);
    expect(check({ authTokens: [''], signature: hmac(url, '') })).toEqual(wrong);
    expect(check({ signature: `${signature}x` })).toEqual(wrong);
    expect(check({ url: `${url}/other` })).toEqual(wrong);
    expect(check({ url: 'nonsense' })).toEqual(wrong);
    expect(check({ params: { ...form, Extra: '1' } })).toEqual(wrong);
    const missing = { ok: false, code: 'TEL_SIGNATURE_MISSING' };
    for (const none of [undefined, '', [signature]]) expect(check({ signature: none })).toEqual(missing);
  });

  it.each([
    ['wss://voice.example.com/media', 'wss://voice.example.com:443/media'],
    ['wss://voice.example.com:443/media', 'wss://voice.example.com/media'],
    ['https://voice.example.com/twiml?a=1', 'https://voice.example.com:443/twiml?a=1'],
    ['wss://voice.example.com:8443/media', 'wss://voice.example.com/media'],
  ])('for %s accepts a signature of %s', (url, signed) => {
    expect(checkTwilioSignature({ url, signature: hmac(signed), authTokens: [TOKEN] })).toEqual({ ok: true });
  });

  it('checks the body of JSON webhooks by its hash', () => {
    const rawBody = '{"a":1}';
    const url = `https://voice.example.com/events?bodySHA256=${createHash('sha256').update(rawBody).digest('hex')}`;
    const base = { url, signature: hmac(url), authTokens: [TOKEN] };
    expect(checkTwilioSignature({ ...base, rawBody })).toEqual({ ok: true });
    expect(checkTwilioSignature({ ...base, rawBody: '{"a":2}' })).toEqual({
      ok: false,
      code: 'TEL_BODY_HASH_WRONG',
    });
    expect(checkTwilioSignature(base)).toEqual({ ok: false, code: 'TEL_BODY_HASH_WRONG' });
  });

  it('builds the URL from configuration', () => {
    expect(signedUrl('https://voice.example.com/', '/twiml?a=%27')).toBe(
      'https://voice.example.com/twiml?a=%27',
    );
    expect(signedUrl('https://voice.example.com/weaver', '/media', 'ws')).toBe(
      'wss://voice.example.com/weaver/media',
    );
  });
});

describe('Telnyx signature', () => {
  const keys = generateKeyPairSync('ed25519');
  const publicKey = Buffer.from(keys.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString(
    'base64',
  );
  const wallMs = 1_790_000_000_000;
  const rawBody = '{"data":{"event_type":"call.initiated"}}';
  const signed = (seconds: number, body = rawBody) =>
    sign(null, Buffer.from(`${seconds}|${body}`), keys.privateKey).toString('base64');
  const at = (seconds: number, change: object = {}) =>
    checkTelnyxSignature({
      signature: signed(seconds),
      timestamp: String(seconds),
      rawBody,
      publicKey,
      wallMs,
      ...change,
    });

  it('accepts what was signed within five minutes, and nothing else', () => {
    const now = wallMs / 1000;
    expect(at(now)).toEqual({ ok: true });
    expect(at(now - 300)).toEqual({ ok: true });
    expect(at(now + 300)).toEqual({ ok: true });
    expect(at(now - 301)).toEqual({ ok: false, code: 'TEL_SIGNATURE_STALE' });
    expect(at(now + 301)).toEqual({ ok: false, code: 'TEL_SIGNATURE_STALE' });
    const wrong = { ok: false, code: 'TEL_SIGNATURE_WRONG' };
    expect(at(now, { rawBody: `${rawBody} ` })).toEqual(wrong);
    expect(at(now, { timestamp: String(now + 1) })).toEqual(wrong);
    expect(at(now, { timestamp: 'soon' })).toEqual(wrong);
    expect(at(now, { signature: 'short' })).toEqual(wrong);
    expect(at(now, { publicKey: '' })).toEqual(wrong);
    expect(at(now, { publicKey: Buffer.alloc(32, 7).toString('base64') })).toEqual(wrong);
    expect(at(now, { signature: undefined })).toEqual({ ok: false, code: 'TEL_SIGNATURE_MISSING' });
  });
});

describe('call tokens', () => {
  function tokens(options: object = {}) {
    const clock = new VirtualClock();
    return { clock, tokens: new CallTokens<{ workflow: string }>({ clock, ...options }) };
  }
  const claims = { workflow: 'clinic' };
  const refused = (code: string) => ({ ok: false, code });

  it('open one socket of their call, once', () => {
    const t = tokens().tokens;
    const token = t.issue('CA1', claims);
    expect(t.redeem(token, 'CA2')).toEqual(refused('TEL_TOKEN_OTHER_CALL'));
    expect(t.redeem(token, ['v2:x', 'CA1'])).toEqual({ ok: true, claims });
    expect(t.redeem(token, 'CA1')).toEqual(refused('TEL_TOKEN_USED'));
    expect(t.redeem('guess', 'CA1')).toEqual(refused('TEL_TOKEN_UNKNOWN'));
    expect(t.redeem(undefined, 'CA1')).toEqual(refused('TEL_TOKEN_UNKNOWN'));
  });

  it('bind to the first call when its id was not known', () => {
    const t = tokens().tokens;
    const token = t.issue(null, claims);
    expect(t.redeem(token, 'CA7').ok).toBe(true);
    t.keepLive(token);
    expect(t.redeem(token, 'CA8')).toEqual(refused('TEL_TOKEN_OTHER_CALL'));
  });

  it('expire', () => {
    const { clock, tokens: t } = tokens({ ttlMs: 1000 });
    const token = t.issue('CA1', claims);
    clock.advance(999);
    const other = t.issue('CA2', claims);
    clock.advance(1);
    expect(t.redeem(token, 'CA1')).toEqual(refused('TEL_TOKEN_UNKNOWN'));
    expect(t.redeem(other, 'CA2').ok).toBe(true);
  });

  it('serve reconnects of a live call only until it ends', () => {
    const { clock, tokens: t } = tokens({ ttlMs: 1000 });
    const token = t.issue('CA1', claims);
    t.redeem(token, 'CA1');
    t.keepLive(token);
    clock.advance(60_000);
    t.issue('CA2', claims);
    expect(t.redeem(token, 'CA1')).toEqual({ ok: true, claims });
    expect(t.redeem(token, 'CA2')).toEqual(refused('TEL_TOKEN_OTHER_CALL'));
    t.release(token);
    expect(t.redeem(token, 'CA1').ok).toBe(false);
  });

  it('are many, different and bounded in memory', () => {
    const { tokens: t } = tokens({ maxKept: 100 });
    const issued = Array.from({ length: 1000 }, (_, i) => t.issue(`CA${i}`, claims));
    expect(new Set(issued).size).toBe(1000);
    for (const [i, token] of issued.entries()) t.redeem(token, `CA${i}`);
    expect(t.size).toBeLessThanOrEqual(200);
    expect(issued[0]).toMatch(/^[A-Za-z0-9_-]{32}$/);
  });
});
