import { readFileSync } from 'node:fs';
import { translator } from '../src/components/lib/translator.ts';
import { violationsOf } from '../tests/support/browser/axe.ts';
import { launchChromium } from '../tests/support/browser/chromium.ts';
import { largeFlow } from '../tests/support/largeFlow.ts';
import { makeFlow, nodeTypes, openSite } from './site.ts';
const only = process.argv[2] ? new RegExp(process.argv[2]) : /./;
const site = await openSite(process.env.WEB ?? '/tmp/a1-web');
const browser = await launchChromium();
const textsOf = (language: string) => translator(language, ['common'], (n) => JSON.parse(readFileSync(`src/locales/${language}/${n}.json`, 'utf8')));
const go = (v: any, path: string) => v.page.goto(site.server.url + path);
const b = (v: any, key: string, values = {}) => v.page.getByRole('button', { name: v.t(key, values), exact: true });
const d = (v: any) => v.page.getByRole('dialog').last();
const builder = async (v: any, slug = 'clinic') => { await go(v, `/flows/${slug}`); await v.page.locator('[data-builder-keys]').waitFor(); };
const setup = async (v: any, tab: string) => { await builder(v); await b(v, 'builder:toolbar.setup').click(); await d(v).getByRole('tab', { name: v.t(`setup:tabs.${tab}`) }).click(); await d(v).getByRole('tabpanel').locator('h3, label, p').first().waitFor(); };
const unfold = async (where: any) => { const f = where.locator('button[aria-expanded=false]:not([aria-haspopup])'); for (let m = 20; m > 0 && (await f.count()) > 0; m--) await f.first().click(); };
const screens: [string, (v: any) => Promise<unknown>][] = [
  ['flows: slug taken', async (v) => { await go(v, '/'); await b(v, 'flows:new.open').click(); await d(v).getByRole('radio').nth(2).check(); await d(v).locator('input.font-mono').fill('clinic'); await d(v).locator('[type=submit]').click(); await d(v).getByRole('alert').waitFor(); }],
  ['outline menu', async (v) => { await builder(v); await b(v, 'builder:toolbar.outline').click(); await v.page.locator('li[data-node]').nth(1).locator('[aria-haspopup=menu]').first().click(); await v.page.getByRole('menu').waitFor(); }],
  ['outline every', async (v) => { await builder(v, 'every-kind'); await b(v, 'builder:toolbar.outline').click(); await v.page.locator('li[data-node]').first().waitFor(); }],
  ['find nothing', async (v) => { await builder(v); await v.page.keyboard.press('Control+k'); await d(v).getByRole('combobox').fill('zzzz'); await v.page.waitForTimeout(300); }],
  ['rename', async (v) => { await builder(v); await v.page.locator('.react-flow__node').nth(1).dblclick({ position: { x: 120, y: 12 } }); await v.page.getByRole('textbox', { name: v.t('builder:rename') }).waitFor(); }],
  ['far', async (v) => { await builder(v); await v.page.keyboard.press('Control+a'); await v.page.keyboard.press('0'); await v.page.waitForTimeout(400); }],
  ['tip', async (v) => { await builder(v); await b(v, 'builder:commands.find').hover(); await v.page.getByRole('tooltip').waitFor({ state: 'attached' }); }],
  ['no versions', async (v) => { await builder(v, 'draft'); await b(v, 'builder:toolbar.versions').click(); await d(v).getByText(v.t('inspector:versions.none')).waitFor(); }],
  ['publish problems', async (v) => { await builder(v, 'every-kind'); await b(v, 'builder:toolbar.publish').click(); await d(v).waitFor(); await v.page.waitForTimeout(1000); }],
  ['published', async (v) => { const slug = `p-${v.language.toLowerCase()}-${Date.now()}`; await makeFlow(site.server, slug, largeFlow(5, slug)); await builder(v, slug); await b(v, 'builder:toolbar.publish').click(); await d(v).getByRole('button', { name: v.t('builder:publish.do') }).click(); await d(v).getByRole('button', { name: v.t('builder:publish.close') }).waitFor(); }],
  ['insert variable', async (v) => { await builder(v); await v.page.locator('.react-flow__node').nth(1).click({ position: { x: 120, y: 12 } }); await v.page.getByRole('complementary').locator('button[aria-haspopup=menu]').first().click(); await v.page.getByRole('menu').waitFor(); }],
  ...nodeTypes.map((type) => [`node ${type}`, async (v: any) => { await builder(v, 'every-kind'); await v.page.keyboard.press('Control+k'); await d(v).getByRole('combobox').fill(type); await d(v).locator(`[cmdk-item][data-value="${type}"]`).click(); const r = v.page.getByRole('complementary'); await r.getByRole('textbox').first().waitFor(); await unfold(r); }] as any),
  ['setup folded', async (v) => { await setup(v, 'languages'); await d(v).locator('button[aria-expanded=false]').first().waitFor(); await unfold(d(v)); }],
  ['setup performance', async (v) => { await setup(v, 'performance'); await v.page.waitForTimeout(800); }],
  ['setup phone', async (v) => { await setup(v, 'telephone'); await d(v).getByRole('textbox').first().fill('21234567'); await d(v).getByText('21234567 ').first().waitFor(); }],
  ['simulated own', async (v) => { await go(v, '/flows/clinic/test'); await v.page.locator('summary').click(); const s = v.page.locator('details select'); await s.selectOption({ index: (await s.locator('option').count()) - 1 }); }],
  ['monitoring', async (v) => { await go(v, '/monitoring'); await v.page.locator('main select').first().selectOption('simulated'); await v.page.waitForTimeout(1500); await unfold(v.page.locator('main')); }],
  ['calls', async (v) => { await go(v, '/calls'); await v.page.getByRole('row').nth(2).waitFor(); }],
  ['call rec', async (v) => { await go(v, `/calls/${site.callSid}`); await v.page.getByRole('slider').first().waitFor(); await unfold(v.page.locator('main')); }],
  ...[['call live', 5], ['call failed', 2], ['call relay', 1]].map(([n, at]) => [n, async (v: any) => { await go(v, `/calls/CA${String(at).padStart(32, '0')}`); await v.page.locator('[data-slot], h2').first().waitFor(); await v.page.waitForTimeout(500); }] as any),
  ['providers opened', async (v) => { await go(v, '/settings/providers'); const p = v.page.locator('li > button[aria-expanded]'); await p.first().waitFor(); for (const one of await p.all()) await one.click(); }],
  ['number', async (v) => { await go(v, '/settings/number'); await b(v, 'settings:check.do').click(); await v.page.getByText('WEBHOOK_ADDRESS_MISSING').waitFor(); await v.page.getByRole('textbox').first().fill('http://example.com'); }],
  ...[['no flow test', '/flows/nowhere/test'], ['no flow', '/flows/nowhere'], ['no call', '/calls/CAno']].map(([n, path]) => [n, async (v: any) => { await go(v, path!); await v.page.getByRole('alert').first().waitFor(); }] as any),
  ...[['monitoring gone', '/monitoring', '**/api/monitoring?*'], ['calls gone', '/calls', '**/api/calls?*'], ['settings gone', '/settings/providers', '**/api/providers']].map(([n, path, asked]) => [n, async (v: any) => { await v.page.route(asked, (r: any) => r.abort()); await go(v, path!); await v.page.getByRole('alert').first().waitFor(); }] as any),
];
const readers = [['en', ['light', 'dark'], 'dark'], ['zh-HK', ['dark', 'light'], 'light']] as const;
const visits = await Promise.all(readers.map(async ([language]) => { const c = await browser.newContext({ locale: language, colorScheme: 'light', viewport: { width: 1440, height: 900 }, bypassCSP: true, reducedMotion: 'reduce' }); c.setDefaultTimeout(25000); return { page: await c.newPage(), language, t: textsOf(language) }; }));
const settled = async (page: any) => { await page.waitForFunction(() => !document.querySelector('main [role=status] > .sr-only + .animate-pulse')); await page.evaluate(() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))); };
const seen = new Set<string>();
for (const [name, open] of screens) {
  if (!only.test(name)) continue;
  await Promise.all(visits.map(async (v, i) => {
    const [, themes, narrow] = readers[i]!;
    const say = (where: string, one: string) => { console.log(`${name} | ${v.language} ${where} | ${one.slice(0, 330)}`); };
    try {
      await v.page.setViewportSize({ width: 1440, height: 900 });
      await v.page.unrouteAll();
      await open(v);
      for (const theme of [...themes, narrow]) {
        const small = theme === narrow && themes.indexOf(theme) >= 0 && seen.has(`${name}${v.language}`);
      }
      const look = async (theme: string, where: string) => { await v.page.evaluate((dark) => { document.documentElement.classList.toggle('dark', dark); }, theme === 'dark'); await settled(v.page); for (const one of await violationsOf(v.page)) say(where, one); };
      for (const theme of themes) await look(theme, theme);
      await v.page.setViewportSize({ width: 390, height: 844 });
      await v.page.waitForTimeout(150);
      await look(narrow, `390 ${narrow}`);
      for (const width of [390, 320]) {
        await v.page.setViewportSize({ width, height: 640 });
        await v.page.waitForTimeout(100);
        const wide = await v.page.evaluate(() => [document.documentElement, ...document.querySelectorAll('main, [role=dialog], [data-slot=dialog-body], aside')].filter((x) => x.scrollWidth > x.clientWidth + 1).map((x) => { const { right } = x.getBoundingClientRect(); const w = [...x.querySelectorAll('*')].find((o) => o.getBoundingClientRect().right > right + 1 && !o.closest('.overflow-x-auto')); return `${x.tagName}.${x.id} ${x.scrollWidth - x.clientWidth} px because of ${w?.outerHTML.slice(0, 160)}`; }));
        for (const one of wide) say(`reflow ${width}`, one);
      }
    } catch (e) { say('OPEN', String(e).split('\n').slice(0, 3).join(' ')); await v.page.screenshot({ path: `/tmp/a1-fail-${name.replaceAll(/\W/g, '_')}-${v.language}.png` }).catch(() => undefined); }
  }));
  console.log(`# ${name} ${new Date().toISOString().slice(11, 19)}`);
}
await browser.close();
await site.close();
process.exit(0);
