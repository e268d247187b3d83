/** What this server can do as it is set up, in sentences that a business can rely on. */
import { createRequire } from 'node:module';
import type { ProviderWork } from '../services/providers/index.ts';
import type { Capabilities, Capability } from '../types/api.ts';
import { cacheStatesOf } from './cacheReport.ts';
import type { ServerContext } from './context.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
export { version as serverVersion };

type About = Pick<
  ServerContext,
  'settings' | 'publicUrl' | 'registry' | 'cache' | 'providers' | 'state' | 'store'
>;

export async function capabilitiesOf(context: About): Promise<Capabilities> {
  const { registry } = context;
  const carriers = carriersOf(context);
  const registered = providers(registry, 'model');
  const models = registered.length > 0 ? registered : [modelOf(context)];
  return {
    version,
    carriers,
    recognisers: providers(registry, 'recogniser'),
    synthesisers: providers(registry, 'synthesiser'),
    models,
    embedders: providers(registry, 'embedder'),
    cache: await cacheStatesOf(context),
    limits: limitsOf(context, carriers, models),
  };
}

function providers(registry: About['registry'], work: ProviderWork): Capability[] {
  return registry
    .capabilitiesReport()
    .filter((report) => report.work === work)
    .map(({ name, available, can, cannot, unavailable }) => ({
      name,
      ready: available,
      can,
      cannot,
      missing: unavailable,
    }));
}

function carriersOf({ settings, publicUrl }: Pick<About, 'settings' | 'publicUrl'>): Capability[] {
  const address =
    publicUrl() === undefined ? 'Set WEAVER_PUBLIC_URL to the https address that the carrier calls.' : null;
  const twilio = settings.TWILIO_AUTH_TOKEN === undefined ? 'Set TWILIO_AUTH_TOKEN.' : address;
  const telnyx = settings.TELNYX_PUBLIC_KEY === undefined ? 'Set TELNYX_PUBLIC_KEY.' : address;
  return [
    {
      name: 'twilio',
      ready: twilio === null,
      can: 'Answers real numbers, by audio (Media Streams) or by text where Twilio hears and speaks (ConversationRelay).',
      cannot: 'Does not place calls yet.',
      missing: twilio,
    },
    {
      name: 'telnyx',
      ready: telnyx === null,
      can: 'Answers real numbers, by audio or by text, through TeXML.',
      cannot:
        'Telnyx does not sign its sockets: they are let in by the one-time token of their webhook alone.',
      missing: telnyx,
    },
    {
      name: 'simulator',
      ready: true,
      can: 'Places calls from this machine, with real audio and real speech, to try a flow without a telephone.',
      cannot: 'Is not a telephone network: the way to a handset and its noise are left out.',
      missing: null,
    },
  ];
}

function modelOf({ settings }: Pick<About, 'settings'>): Capability {
  const ready = settings.WEAVER_MODEL_URL !== undefined;
  return {
    name: 'openai-compatible',
    ready,
    can: 'Conversation nodes answer freely, with tools and goals.',
    cannot: 'What a model says is not checked for truth beyond what the flow allows.',
    missing: ready
      ? null
      : 'Set WEAVER_MODEL_URL and WEAVER_MODEL. Until then conversation nodes work on their examples and knowledge lines.',
  };
}

function limitsOf(
  { registry, state }: Pick<About, 'registry' | 'state'>,
  carriers: readonly Capability[],
  models: readonly Capability[],
): string[] {
  const chinese =
    'No embedded recogniser hears Cantonese or Mandarin: use ConversationRelay, where the carrier hears, or configure a provider.';
  const model =
    'No language model is set up: conversation nodes work on their examples and knowledge lines (docs/providers.md).';
  const cache =
    'What the response cache had learned cannot be read: it begins anew, and forgets when the server stops. To keep what it learns, let it forget the rest (weaver cache purge --all --yes) and start the server again.';
  return [
    ...(state.cache === 'memory' ? [cache] : []),
    ...(registry.chooseRecogniser('zh-HK').name === null ? [chinese] : []),
    ...carriers.flatMap(({ name, missing }) => (missing === null ? [] : [`${name}: ${missing}`])),
    ...(models.some(({ ready }) => ready) ? [] : [model]),
  ];
}
