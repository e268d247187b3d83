/** The plain page as HTML, without any of its live parts. */
import type { Capabilities, Capability } from '../../types/api.ts';
import type { Workflow } from '../../types/workflow.ts';
import { pageTexts, type PageLanguage, type PageTexts } from './texts.ts';

export interface PageContent {
  readonly language: PageLanguage;
  /** null: a stranger, who sees the sign-in only. */
  readonly inside: {
    readonly address: string;
    readonly publicUrl: string | undefined;
    readonly workflows: readonly Workflow[];
    readonly capabilities: Capabilities;
    /** Whether there is a session to sign out of. */
    readonly session: boolean;
  } | null;
}

export function pageHtml({ language, inside }: PageContent): string {
  const t = pageTexts[language];
  const other: PageLanguage = language === 'en' ? 'zh-HK' : 'en';
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${t.title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/page.css">
<script type="module" src="/page.js"></script>
</head>
<body>
<a class="skip" href="#content">${t.skip}</a>
<header>
<div><h1>${t.title}</h1><p>${t.tagline}</p></div>
<nav aria-label="${t.title}">
<a href="/?lang=${other}" lang="${other}" hreflang="${other}">${t.otherLanguage}</a>
<a href="/api/docs/">${t.api}</a>
${inside?.session ? `<button type="button" id="sign-out">${t.signOut}</button>` : ''}
</nav>
</header>
<main id="content">
${inside ? insideHtml(inside, language, t) : signInHtml(t)}
</main>
<script type="application/json" id="texts">${scriptJson(t)}</script>
</body>
</html>
`;
}

function signInHtml(t: PageTexts): string {
  return `<section aria-labelledby="h-sign-in"><h2 id="h-sign-in">${t.signIn}</h2>
<form id="sign-in">
<label for="token">${t.token}</label>
<input id="token" name="token" type="password" autocomplete="current-password" required maxlength="512" aria-describedby="token-help">
<p id="token-help">${t.signInHelp}</p>
<button type="submit">${t.signIn}</button>
<p id="sign-in-error" role="alert"></p>
</form></section>`;
}

function insideHtml(
  inside: NonNullable<PageContent['inside']>,
  language: PageLanguage,
  t: PageTexts,
): string {
  const { address, publicUrl, workflows, capabilities } = inside;
  const webhook =
    publicUrl === undefined ? t.webhookUnset : `<code>${escape(`${publicUrl}/twilio/voice`)}</code>`;
  return `${section(
    'now',
    t.now,
    `<dl>
<dt>${t.address}</dt><dd><code>${escape(address)}</code></dd>
<dt>${t.state}</dt><dd id="state" role="status">…</dd>
<dt>${t.liveCalls}</dt><dd id="live-count">0</dd>
</dl>`,
  )}
${section('calls', t.liveCalls, `<p id="no-calls">${t.noCalls}</p><div id="calls"></div>`)}
${section('try', t.tryIt, `<p>${t.tryItHelp}</p>${commands(workflows)}`)}
${section('workflows', t.workflows, workflowList(workflows, t))}
${section('figures', t.figures, `<p>${t.figuresHelp}</p><div id="figures"><p>${t.none}</p></div>`)}
${section(
  'connect',
  t.connect,
  `<ol>${t.connectSteps.map((step) => `<li>${step}</li>`).join('')}</ol>
<dl><dt>${t.webhook}</dt><dd>${webhook}</dd></dl>`,
)}
${section('can', t.can, `${capabilityList(capabilities, t)}${cacheList(capabilities, language, t)}`)}`;
}

function section(id: string, heading: string, body: string): string {
  return `<section aria-labelledby="h-${id}"><h2 id="h-${id}">${heading}</h2>${body}</section>`;
}

function commands(workflows: readonly Workflow[]): string {
  const slugs = workflows.filter(({ publishedVersion }) => publishedVersion !== null).map(({ slug }) => slug);
  const lines = (slugs.length > 0 ? slugs : ['clinic']).map(
    (slug) => `npm run -s weaver -- call --workflow ${escape(slug)} --transport media`,
  );
  return `<pre tabindex="0"><code>${lines.join('\n')}</code></pre>`;
}

function workflowList(workflows: readonly Workflow[], t: PageTexts): string {
  if (workflows.length === 0) return `<p>${t.noWorkflows}</p>`;
  const items = workflows.map(({ name, slug, publishedVersion }) => {
    const version =
      publishedVersion === null ? t.notPublished : t.published.replace('{version}', String(publishedVersion));
    return `<li><strong>${escape(name)}</strong> <code>${escape(slug)}</code>, ${version}</li>`;
  });
  return `<ul>${items.join('')}</ul>`;
}

function capabilityList(capabilities: Capabilities, t: PageTexts): string {
  const groups = [
    [t.carriers, capabilities.carriers],
    [t.recognisers, capabilities.recognisers],
    [t.synthesisers, capabilities.synthesisers],
    [t.models, capabilities.models],
  ] as const;
  // The parts describe themselves in English; a screen reader should know.
  return groups
    .map(
      ([heading, parts]) =>
        `<h3>${heading}</h3><ul class="parts">${parts.map((part) => partHtml(part, t)).join('')}</ul>`,
    )
    .join('');
}

function cacheList({ cache }: Capabilities, language: PageLanguage, t: PageTexts): string {
  if (cache.length === 0) return '';
  const items = cache.map(
    ({ workflow, says }) => `<li><code>${escape(workflow)}</code> ${escape(says[language])}</li>`,
  );
  return `<h3>${t.cache}</h3><ul>${items.join('')}</ul>`;
}

function partHtml({ name, ready, can, cannot, missing }: Capability, t: PageTexts): string {
  const state = `<span class="${ready ? 'good' : 'wanting'}">${ready ? t.available : t.unavailable}</span>`;
  const row = (label: string, text: string | null) =>
    text ? `<dt>${label}</dt><dd lang="en">${escape(text)}</dd>` : '';
  return `<li><strong>${escape(name)}</strong> ${state}
<dl>${row(t.does, can)}${row(t.doesNot, cannot)}${row(t.missing, missing)}</dl></li>`;
}

function escape(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** JSON that cannot end its script element. */
function scriptJson(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
