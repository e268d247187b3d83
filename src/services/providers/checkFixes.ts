/** What an operator does about a failure, in one sentence: in general, and at each provider where it differs. */
import type { FailureKind } from './shared/failure.ts';

const general: Readonly<Record<FailureKind, string>> = {
  refused: 'Check the key and what it is allowed to use.',
  quota: 'Raise the quota in the provider’s console, or configure a second provider.',
  'rate-limited': 'Try again in a minute; if it stays, raise the limit in the provider’s console.',
  unavailable: 'Check that this machine may reach the provider (firewall, proxy, DNS), and its status page.',
  stalled:
    'Try again; if it stays, check the network to the provider and its status page, or use a nearer region.',
  'invalid-request': 'Check the model, voice and language that are set for it.',
  unsupported: 'Choose another provider or voice for the language.',
  content: 'Relax the content filter in the provider’s console: it stopped a harmless test sentence.',
  aborted: 'Nothing: the check was stopped.',
  internal: 'Run the check again; if it fails in the same way, report what it printed.',
};

const atProvider: Readonly<Record<string, Partial<Record<FailureKind, string>>>> = {
  azure: {
    refused:
      'Copy a key of the Speech resource from portal.azure.com (Keys and Endpoint) into AZURE_SPEECH_KEY, and set AZURE_SPEECH_REGION to the region of that resource: a key counts in its own region only.',
    quota:
      'Move the Speech resource at portal.azure.com from the free tier to Standard (S0), or raise its quota there.',
    unavailable:
      'Check AZURE_SPEECH_REGION (written as eastasia, not East Asia) and that this machine may reach it by HTTPS and WebSocket.',
    unsupported: 'Choose a voice and language that the region of AZURE_SPEECH_REGION offers.',
  },
  google: {
    refused:
      'Give the service account access to Speech-to-Text and Text-to-Speech at console.cloud.google.com (IAM), enable both APIs in the project of GOOGLE_CLOUD_PROJECT, and check GOOGLE_CREDENTIALS_JSON or GOOGLE_APPLICATION_CREDENTIALS.',
    quota: 'Raise the quota at console.cloud.google.com (IAM, Quotas) and check that billing is on.',
    'invalid-request':
      'Check that GOOGLE_SPEECH_LOCATION offers the model of GOOGLE_SPEECH_MODEL for the language.',
    unsupported: 'Choose a GOOGLE_SPEECH_LOCATION and GOOGLE_SPEECH_MODEL that offer the language.',
  },
  elevenlabs: {
    refused:
      'Copy a key from elevenlabs.io (API keys) into ELEVENLABS_API_KEY, and let it use text to speech and speech to text.',
    quota: 'Buy credits or move to a larger plan at elevenlabs.io (Subscription).',
    'rate-limited': 'Move to a plan that allows more requests at once: elevenlabs.io (Subscription).',
    'invalid-request': 'Check ELEVENLABS_STT_MODEL, ELEVENLABS_TTS_MODEL and that the account has the voice.',
  },
  deepgram: {
    refused: 'Copy a key from console.deepgram.com (API Keys) into DEEPGRAM_API_KEY.',
    quota: 'Add credit at console.deepgram.com (Billing).',
    'rate-limited': 'Ask for more requests at once at console.deepgram.com, or move to a larger plan.',
    'invalid-request':
      'Check DEEPGRAM_STT_MODEL and DEEPGRAM_TTS_MODEL, and that the project may use these models.',
    unsupported: 'Choose a DEEPGRAM_STT_MODEL that hears the language, or another provider for it.',
  },
  openai: {
    refused:
      'Copy a key from platform.openai.com (API keys) into OPENAI_API_KEY, and let its project use the models.',
    quota: 'Add credit or raise the budget at platform.openai.com (Billing, Limits).',
    'rate-limited': 'See the limits of your tier at platform.openai.com (Limits) and raise them.',
    'invalid-request':
      'Check OPENAI_BASE_URL (up to and including /v1), OPENAI_MODEL, OPENAI_STT_MODEL, OPENAI_TTS_MODEL, OPENAI_TTS_VOICE and OPENAI_EMBEDDING_MODEL.',
  },
  groq: {
    refused: 'Copy a key from console.groq.com (API Keys) into GROQ_API_KEY.',
    quota: 'Move to a paid plan at console.groq.com (Billing).',
    'rate-limited': 'See the limits of the model at console.groq.com (Limits), or move to a larger plan.',
    'invalid-request':
      'Check GROQ_BASE_URL and GROQ_MODEL: console.groq.com lists the models that there are now.',
  },
  'openai-compatible': {
    refused:
      'Check WEAVER_MODEL_KEY, and WEAVER_MODEL_KEY_HEADER (Azure OpenAI wants api-key, others authorization).',
    quota: 'Raise the quota at the host of WEAVER_MODEL_URL.',
    unavailable: 'Check WEAVER_MODEL_URL, and that the host runs and can be reached from this machine.',
    stalled:
      'The host takes too long to begin: it may be loading the model still, or be too small for it; try again.',
    'invalid-request':
      'Check that the host of WEAVER_MODEL_URL (up to and including /v1) has the models that are named in WEAVER_MODEL, WEAVER_STT_MODEL, WEAVER_TTS_MODEL and WEAVER_EMBEDDING_MODEL.',
  },
  anthropic: {
    refused: 'Copy a key from console.anthropic.com (API keys) into ANTHROPIC_API_KEY.',
    quota: 'Add credit at console.anthropic.com (Billing).',
    'rate-limited': 'See the limits of your tier at console.anthropic.com (Limits).',
    'invalid-request':
      'Check ANTHROPIC_BASE_URL, ANTHROPIC_MODEL, and the credit at console.anthropic.com (Billing).',
  },
  gemini: {
    refused: 'Copy a key from aistudio.google.com (API keys) into GEMINI_API_KEY.',
    quota: 'Turn billing on for the key’s project at aistudio.google.com, or raise its quota.',
    'rate-limited': 'Turn billing on for the key’s project at aistudio.google.com: the free tier allows few.',
    'invalid-request': 'Check GEMINI_BASE_URL, GEMINI_MODEL and that GEMINI_API_KEY is whole.',
  },
};

export function fixFor(provider: string, kind: FailureKind): string {
  return atProvider[provider]?.[kind] ?? general[kind];
}

/** Of one provider, or of all. For tests: every variable that is named must exist. */
export function allFixes(): readonly string[] {
  return [general, ...Object.values(atProvider)].flatMap((table) => Object.values(table));
}
