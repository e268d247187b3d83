/** How the response cache is doing, workflow by workflow: figures for operators, a sentence for the business. */
import type { CacheReport, CacheState } from '../types/apiCache.ts';
import type { LanguageTag } from '../types/language.ts';
import type { WorkflowConfig } from '../types/workflowConfig.ts';
import type { ServerContext } from './context.ts';
import { documentInForce } from './lines.ts';

type Context = Pick<ServerContext, 'cache' | 'providers' | 'registry' | 'state' | 'store'>;
type Figures = ReturnType<Context['cache']['stats']>['workflows'][number];

export async function cacheReportOf(context: Context): Promise<CacheReport> {
  const known = await workflowsOf(context);
  const byId = new Map(known.map((one) => [one.id, one]));
  const stats = context.cache.stats((id) => byId.get(id)?.config?.performance.cache.wrongAmongHits);
  return {
    ...stats,
    keeping: context.state.cache,
    workflows: stats.workflows.map((figures) => {
      const { slug = null, config = null } = byId.get(figures.workflowId) ?? {};
      const languages = config?.languages.map(({ language }) => language) ?? [];
      return {
        ...figures,
        slug,
        languages: languages.map((language) => ({ language, embedder: embedderOf(context, language) })),
      };
    }),
  };
}

/** For everybody who may read: no words of callers. */
export async function cacheStatesOf(context: Context): Promise<CacheState[]> {
  const known = await workflowsOf(context);
  const bounds = new Map(known.map(({ id, config }) => [id, config?.performance.cache.wrongAmongHits]));
  const figures = new Map(
    context.cache.stats((id) => bounds.get(id)).workflows.map((one) => [one.workflowId, one]),
  );
  return known.map(({ id, slug, config }) => ({
    workflow: slug,
    mode: figures.get(id)?.mode ?? 'shadow',
    says: sentence(config && whyOff(context, config), figures.get(id)),
  }));
}

/** Why calls of a workflow do not ask the cache at all; null: they do. */
export function whyOff(
  { providers }: Pick<Context, 'providers'>,
  config: WorkflowConfig,
): 'turned-off' | 'no-model' | null {
  if (!config.performance.cacheEnabled) return 'turned-off';
  const hasModel = providers.hasModel?.(config) ?? providers.model(config) !== null;
  return hasModel ? null : 'no-model';
}

/** What understands sentences of the language; by spelling the cache compares by itself. */
function embedderOf({ providers, registry }: Context, language: LanguageTag): string | null {
  if (!providers.embedder) return null;
  return registry.chain('embedder', language).names.find((name) => name !== 'ngram') ?? null;
}

async function workflowsOf({ store }: Pick<Context, 'store'>) {
  const workflows = await store.workflows.list();
  return Promise.all(
    workflows.map(async (workflow) => ({
      id: workflow.id,
      slug: workflow.slug,
      config: (await documentInForce(store, workflow))?.config ?? null,
    })),
  );
}

function sentence(off: 'turned-off' | 'no-model' | null, figures: Figures | undefined): CacheState['says'] {
  if (off === 'turned-off') return turnedOff;
  if (off === 'no-model') return noModel;
  if (!figures) return empty;
  const { mode, entries, labels, labelsNeeded, wrongAmongHits, agreeing } = figures;
  const share = `${Math.round(wrongAmongHits * 1e4) / 100} %`;
  if (mode === 'certified')
    return {
      en: `Certified: it answers in the model's place where at most ${share} of its answers are wrong; ${entries} entries.`,
      'zh-HK': `已驗證：代替語言模型回答，錯誤不多於 ${share}；已記住 ${entries} 項。`,
    };
  const agree = {
    en:
      agreeing === null
        ? 'what an operator approved'
        : `what an operator approved or ${agreeing} calls agree on`,
    'zh-HK': agreeing === null ? '經核准的答案' : `經核准或 ${agreeing} 個來電一致的答案`,
  };
  return {
    en: `Learning: it answers only ${agree.en}; ${labels} of about ${labelsNeeded} verified look-ups for a certificate.`,
    'zh-HK': `學習中：只用${agree['zh-HK']}；驗證約需 ${labelsNeeded} 次核對，現有 ${labels} 次。`,
  };
}

const turnedOff = {
  en: 'Turned off for this workflow: the language model answers every time.',
  'zh-HK': '此流程已關閉快取：每次都由語言模型回答。',
} as const;
const noModel = {
  en: 'Not in use: no language model is set up whose answers it could keep.',
  'zh-HK': '未使用：未設定語言模型，沒有答案可記住。',
} as const;
const empty = {
  en: 'Has learned nothing yet: the language model answers, and the cache listens.',
  'zh-HK': '尚未學到任何答案：由語言模型回答，快取旁聽。',
} as const;
