/** The server's parts, made and given to each other. Nothing here decides anything. */
import type { DestinationStream, Logger } from 'pino';
import { createHttpClient, type HttpClient } from '../services/conversation/index.ts';
import { sharedWheel, type LoadChange } from '../services/audio/index.ts';
import { languageRegistry } from '../services/language/index.ts';
import { EventLoopMonitor, MetricsRegistry } from '../services/metrics/index.ts';
import { embeddedProviders, type ProviderSet } from '../services/performanceOrchestrator.ts';
import {
  providerRegistry,
  providerSettings,
  type ProviderSettingsSource,
} from '../services/providers/index.ts';
import { openStore } from '../services/storage/index.ts';
import { CallTokens, type SocketGuardOptions } from '../services/telephony/index.ts';
import { systemClock, type Clock } from '../types/clock.ts';
import { WeaverError } from '../types/errors/index.ts';
import type { LanguageTag } from '../types/language.ts';
import { AlertBook } from './alerts/alertBook.ts';
import { Alerts } from './alerts/alerts.ts';
import { openAudio, openCache } from './cache.ts';
import type { SimulatedCallers } from './browserCalls/simulatedCallers.ts';
import { CallDesk } from './callDesk.ts';
import type { ServerContext } from './context.ts';
import { readDocument } from './documents.ts';
import { CustomLanguages } from './languages.ts';
import { LiveHub } from './live/liveHub.ts';
import { Preparations } from './preparations.ts';
import { createLogger, plainError } from './logging.ts';
import { Operators, type Operator } from './operators.ts';
import { ProviderAccounts, type AccountRegistry } from './providers.ts';
import { storeRecorder } from './recorder.ts';
import { Recordings } from './recordings/recordings.ts';
import { Authenticator } from './security/authenticator.ts';
import { openHome, simulatedAccount } from './security/home.ts';
import { vaultOf } from './security/settingsVault.ts';
import { StoredSettings } from './serverSettings.ts';
import { readSettings, type Settings } from './settings.ts';
import { signInToken } from './startUp.ts';
import type { ServerState } from './state.ts';
import { CallMemory } from './telephony/callMemory.ts';
import { CallSockets } from './telephony/callSockets.ts';
import { restControls } from './telephony/restControl.ts';
import { CarrierAuth } from './telephony/carrierAuth.ts';
import type { CallClaims } from './telephony/claims.ts';
import type { TelephonyContext } from './telephony/connect.ts';

export interface PartsOptions {
  /** Default: the process's own. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: the embedded providers, closed with the server. Others stay open. */
  readonly providers?: ProviderSet;
  /** Default: the process's own, which the embedded providers use. */
  readonly registry?: AccountRegistry;
  /** Where the registry's providers find their settings. Default: the process's own, which reads its environment. */
  readonly providerSettings?: ProviderSettingsSource;
  readonly clock?: Clock;
  /** By which webhooks of alerts are told. Default: one that reaches no private address. */
  readonly alertHttp?: HttpClient;
  /** Where the log goes. Default: standard output. */
  readonly logTo?: DestinationStream;
  readonly socketGuard?: Partial<SocketGuardOptions>;
  /** Who plays callers for a test call (`simulator/testCallers.ts`). Absent: nobody. */
  readonly simulatedCallers?: SimulatedCallers;
}

export interface Parts {
  readonly context: ServerContext;
  readonly telephony: TelephonyContext;
  readonly calls: CallSockets;
  readonly newToken: string | undefined;
  /** Stops what watches the process. */
  stopWatching(): void;
}

/** @throws WeaverError API_SETTINGS_INVALID, API_HOME_UNUSABLE, STORE_… */
export async function createParts(options: PartsOptions): Promise<Parts> {
  const settings = readSettings(options.env);
  const clock = options.clock ?? systemClock;
  const log = createLogger(settings.WEAVER_LOG_LEVEL, options.logTo);
  openHome(settings.home);
  const { token, isNew } = signInToken(settings);
  const eventLoop = new EventLoopMonitor({ clock });
  const wheel = sharedWheel(clock);
  const metrics = new MetricsRegistry({
    clock,
    eventLoop: () => eventLoop.read(),
    audioLoad: () => wheel.loadFigures,
  });
  const stopLoadLog = wheel.load.onChange((change) => logLoad(log, change));
  const providers = options.providers ?? embeddedProviders();
  const registry = options.registry ?? providerRegistry;
  const source = options.providerSettings ?? providerSettings;
  const { alertHttp } = options;
  const { simulatedCallers } = options;
  const basics = {
    settings,
    clock,
    log,
    metrics,
    providers,
    token,
    registry,
    source,
    alertHttp,
    simulatedCallers,
  };
  const context = await createContext(basics);
  const { desk } = context;
  const auth = new CarrierAuth(context);
  const tokens = new CallTokens<CallClaims>({ clock });
  const memory = new CallMemory(clock);
  const guard = options.socketGuard ?? {};
  return {
    context,
    telephony: {
      desk,
      auth,
      tokens,
      memory,
      canRecognise: (operator, language) => hears(providers, operator, language),
    },
    calls: new CallSockets({
      desk,
      tokens,
      memory,
      controlFor: restControls(settings, clock),
      clock,
      log,
      guard,
    }),
    newToken: isNew ? token : undefined,
    stopWatching() {
      eventLoop.stop();
      stopLoadLog();
    },
  };
}

interface Basics {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly metrics: MetricsRegistry;
  readonly providers: ProviderSet;
  readonly token: string | undefined;
  readonly registry: AccountRegistry;
  readonly source: ProviderSettingsSource;
  readonly simulatedCallers: SimulatedCallers | undefined;
  readonly alertHttp: HttpClient | undefined;
}

async function createContext(basics: Basics): Promise<ServerContext> {
  const { settings, clock, log, metrics, providers, token, registry, source } = basics;
  const store = await openStore(settings.databaseUrl, {
    clock,
    readDocument,
    onError: (error) => log.error({ err: plainError(error) }, 'the database failed'),
  });
  const serverSettings = await StoredSettings.open(store);
  const vault = vaultOf(settings, log);
  // Before anything asks which providers there are.
  const accounts = await ProviderAccounts.open({
    stored: store.settings,
    vault,
    source,
    registry,
    clock,
    log,
  });
  const customLanguages = await CustomLanguages.open({ store, registry: languageRegistry, log });
  const { cache, keeping } = await openCache({ settings, store, providers, clock, log });
  const audio = await openAudio({ store, clock, log }, cache);
  // At once what is no longer configured; once more when the new parts serve: until then it may have taken up the old ones.
  registry.onReset(() => cache.providersChanged());
  accounts.onRenewed(() => cache.providersChanged());
  const state: ServerState = { draining: false, providers: 'warming', cache: keeping };
  const live = new LiveHub({ metrics, state, clock, log });
  const recordings = new Recordings(settings.home, log);
  const recorder = storeRecorder(store.calls, recordings, log);
  const preparations = new Preparations();
  const alerts = new Alerts({
    book: await AlertBook.open(store.settings, vault),
    history: metrics.history,
    http: basics.alertHttp ?? createHttpClient({ allowedPrivateHosts: [], secret: () => undefined }),
    clock,
    log,
  });
  const desk = new CallDesk({
    store,
    operators: new Operators({
      providers,
      metrics,
      recorder,
      live,
      preparations,
      cache,
      clock,
      log,
      vad: settings.WEAVER_VAD,
    }),
    preparations,
    clock,
    log,
    state,
    maxCalls: settings.WEAVER_MAX_CALLS,
    defaultWorkflow: () => serverSettings.current.defaultWorkflow,
  });
  const authenticator = new Authenticator({
    token,
    trustLocal: settings.loopback && settings.WEAVER_TOKEN === undefined,
    clock,
    verifyKey: (secret) => store.keys.verify(secret),
  });
  return {
    settings,
    serverSettings,
    store,
    desk,
    cache,
    audio,
    live,
    recordings,
    alerts,
    preparations,
    metrics,
    providers,
    registry,
    accounts,
    languages: languageRegistry,
    customLanguages,
    authenticator,
    log,
    clock,
    state,
    simulator: simulatedAccount(settings.home),
    simulatedCallers: basics.simulatedCallers,
    publicUrl: () =>
      settings.WEAVER_PUBLIC_URL ?? serverSettings.current.publicUrl?.replace(/\/+$/, '') ?? undefined,
  };
}

function logLoad(log: Logger, { level, previous, lagMs }: LoadChange): void {
  const code = 'AUDIO_LIGHTER';
  const { message } = new WeaverError(code, { level, previous, lagMs });
  // `level` is the line's own.
  const line = { code, audioLevel: level, previous, lagMs };
  if (level > previous) log.warn(line, message);
  else log.info(line, message);
}

/** Whether one of this server's recognisers understands a language of the workflow. */
function hears(providers: ProviderSet, { line }: Operator, language: LanguageTag): boolean {
  const voice = line.document.config.languages.find((one) => one.language === language);
  return voice !== undefined && providers.recogniser(voice) !== null;
}
