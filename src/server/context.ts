import type { Logger } from 'pino';
import type { PredictiveCache } from '../services/predictiveCache.ts';
import type { KeptAudio, ProviderSet } from '../services/performanceOrchestrator.ts';
import type { LanguageRegistry } from '../services/language/index.ts';
import type { MetricsRegistry } from '../services/metrics/index.ts';
import type { Store } from '../services/storage/index.ts';
import type { SimulatorAccount } from '../types/api.ts';
import type { Clock } from '../types/clock.ts';
import type { Alerts } from './alerts/alerts.ts';
import type { SimulatedCallers } from './browserCalls/simulatedCallers.ts';
import type { CallDesk } from './callDesk.ts';
import type { AccountRegistry, ProviderAccounts } from './providers.ts';
import type { CustomLanguages } from './languages.ts';
import type { LiveHub } from './live/liveHub.ts';
import type { Recordings } from './recordings/recordings.ts';
import type { Preparations } from './preparations.ts';
import type { Authenticator } from './security/authenticator.ts';
import type { StoredSettings } from './serverSettings.ts';
import type { Settings } from './settings.ts';
import type { ServerState } from './state.ts';

/** What the parts of the server share. */
export interface ServerContext {
  readonly settings: Settings;
  readonly serverSettings: StoredSettings;
  readonly store: Store;
  readonly desk: CallDesk;
  /** The response cache that all workflows share. */
  readonly cache: PredictiveCache;
  /** Audio that outlives the process. */
  readonly audio: KeptAudio;
  readonly live: LiveHub;
  readonly recordings: Recordings;
  readonly alerts: Alerts;
  /** How far each workflow's lines are synthesised. */
  readonly preparations: Preparations;
  readonly metrics: MetricsRegistry;
  readonly providers: ProviderSet;
  /** All providers by name, configured or not. */
  readonly registry: AccountRegistry;
  readonly accounts: ProviderAccounts;
  /** All languages, custom ones among them. */
  readonly languages: LanguageRegistry;
  readonly customLanguages: CustomLanguages;
  readonly authenticator: Authenticator;
  readonly simulator: SimulatorAccount;
  /** Who plays callers for a test call. Absent: nobody. */
  readonly simulatedCallers?: SimulatedCallers | undefined;
  readonly log: Logger;
  readonly clock: Clock;
  readonly state: ServerState;
  /** The https address by which carriers reach the server, when it is known. */
  publicUrl(): string | undefined;
}
