export { createCallCache, type CallCacheOptions } from './callCache.ts';
export type { CacheLanguage, TextValue } from './cacheLanguage.ts';
export type { EmbedderFor } from './embedding.ts';
export type { Judge } from './agreement.ts';
export { explain, type Explanation } from './explain.ts';
export {
  exported,
  exportedPage,
  matchingIds,
  statsOf,
  type CacheStats,
  type ExportFilter,
  type Paging,
  plainAnswers,
  type SaidAnswer,
} from './inspect.ts';
export { WorkspaceCache, type WorkspaceOptions } from './workspaceCache.ts';
export { defaultLimits, type LimitOptions } from './limits.ts';
export type { CacheOwner } from './scope.ts';
export { authored, type AuthoredAnswer } from './authored.ts';
export { vetoes, values, isElliptical } from './veto/index.ts';
