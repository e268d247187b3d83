import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pageLanguage, pageTexts } from './page/texts.ts';
import { testServer, type TestServer } from './testing/testServer.ts';

let server: TestServer;
beforeAll(async () => {
  server = await testServer({ WEAVER_TOKEN: 'a-token-of-enough-letters' });
});
afterAll(() => server.stop());

const read = async (path: string, headers: Record<string, string> = {}) =>
  (await fetch(server.url + path, { headers })).text();
const inside = { authorization: 'Bearer a-token-of-enough-letters' };

describe('the plain page', () => {
  it('shows strangers the sign-in and nothing else', async () => {
    const html = await read('/');
    expect(html).toContain('<form id="sign-in"');
    expect(html).not.toContain('id="calls"');
  });

  it('speaks the reader’s language', async () => {
    expect(await read('/')).toContain('<html lang="en">');
    expect(await read('/', { 'accept-language': 'zh-TW,zh;q=0.9,en;q=0.5' })).toContain(
      '<html lang="zh-HK">',
    );
    expect(await read('/?lang=zh-HK')).toContain('登入');
    expect(await read('/', { cookie: 'weaver_language=zh-HK' })).toContain('登入');
    expect(pageLanguage('de', undefined, 'fr')).toBe('en');
    expect(Object.keys(pageTexts['zh-HK'])).toEqual(Object.keys(pageTexts.en));
  });

  it('never takes a name for HTML', async () => {
    const json = { slug: 'odd', name: '<img src=x onerror=alert(1)>"&' };
    await server.api('/api/workflows', { method: 'POST', json, headers: inside });
    const html = await read('/', inside);
    expect(html).toContain('&lt;img src=x');
    expect(html).not.toContain('<img');
  });

  it('loads from this server alone, under a policy that says so', async () => {
    const answer = await fetch(server.url, { headers: inside });
    const html = await answer.text();
    expect(html).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(html).not.toMatch(/ style="| on[a-z]+="/);
    expect(answer.headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const file of ['/page.js', '/page.css']) expect((await fetch(server.url + file)).status).toBe(200);
  });
});
