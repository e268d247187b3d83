/** What this server can do as it is set up, in sentences that a business can rely on. */
import { createRequire } from 'node:module';
import { capabilitiesReport, type ProviderWork } from '../services/providers/index.ts';
import type { Capabilities, Capability } from '../types/api.ts';
import type { ServerContext } from './context.ts';

const { version } = createRequire(import.meta.url)('../../package.json') as { version: string };
export { version as serverVersion };

export function capabilitiesOf(context: Pick<ServerContext, 'settings' | 'publicUrl'>): Capabilities {
  const carriers = carriersOf(context);
  const models = [modelOf(context)];
  return {
    version,
    carriers,
    recognisers: providers('recogniser'),
    synthesisers: providers('synthesiser'),
    models,
    embedders: providers('embedder'),
    limits: limitsOf([...carriers, ...models]),
  };
}

function providers(work: ProviderWork): Capability[] {
  return capabilitiesReport()
    .filter((report) => report.work === work)
    .map(({ name, available, can, cannot, unavailable }) => ({
      name,
      ready: available,
      can,
      cannot,
      missing: unavailable,
    }));
}

function carriersOf({ settings, publicUrl }: Pick<ServerContext, 'settings' | 'publicUrl'>): Capability[] {
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

function modelOf({ settings }: Pick<ServerContext, 'settings'>): Capability {
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

function limitsOf(parts: readonly Capability[]): string[] {
  const chinese =
    'No embedded recogniser hears Cantonese or Mandarin: use ConversationRelay, where the carrier hears, or configure a provider.';
  return [
    chinese,
    ...parts.flatMap(({ name, missing }) => (missing === null ? [] : [`${name}: ${missing}`])),
  ];
}
