import type { Clock, Random } from '../../types/clock.ts';
import type { Faults } from '../faults.ts';
import { CallerVoice, type CallerVoiceSink } from './callerVoice.ts';
import type { Leg, LegEnd, LegIdentity } from './leg.ts';
import { sid } from './ids.ts';
import { RelayLink } from './relayLink.ts';
import { checkRelayMessage, type OutboundRelay } from './relayMessages.ts';
import type { RelayProfile, RelaySink } from './relayProfile.ts';
import { byKeys, bySpeech, interruptBy, promptLanguage, type RelaySettings } from './relaySettings.ts';
import { setupMessage } from './relaySetup.ts';
import { FRAME_MS } from './ticker.ts';
import type { Violations } from './violations.ts';
import { speechMs, VirtualVoice } from './virtualVoice.ts';

/** The application closed after this many malformed messages in a row. */
const MAX_MALFORMED = 10;

/** The carrier's side of one ConversationRelay session. */
export class RelayLeg implements Leg {
  readonly kind = 'relay';
  readonly sessionId: string;
  readonly #settings: RelaySettings;
  readonly #profile: RelayProfile;
  readonly #faults: Faults;
  readonly #violations: Violations;
  readonly #sink: RelaySink;
  readonly #clock: Clock;
  readonly #carrier: 'twilio' | 'telnyx';
  readonly #link: RelayLink;
  readonly #voice: VirtualVoice;
  readonly #caller: CallerVoice;
  #ttsLanguage: string;
  #transcriptionLanguage: string;
  #cycle = 0;
  #malformed = 0;
  #nowMs = 0;
  #ended = false;

  constructor(
    identity: LegIdentity,
    settings: RelaySettings,
    profile: RelayProfile,
    faults: Faults,
    violations: Violations,
    clock: Clock,
    random: Random,
    sink: RelaySink,
  ) {
    this.#settings = settings;
    this.#profile = profile;
    this.#faults = faults;
    this.#violations = violations;
    this.#sink = sink;
    this.#clock = clock;
    this.#carrier = identity.carrier;
    this.#ttsLanguage = settings.ttsLanguage;
    this.#transcriptionLanguage = settings.transcriptionLanguage;
    this.sessionId = sid('VX', random);
    this.#voice = new VirtualVoice(profile.firstAudioMs, {
      speaking: (on) => this.#agentSpeaking(on),
      played: (text) => this.#info('tokens-played', 'tokensPlayed', text),
    });
    this.#caller = new CallerVoice(this.#callerSink());
    this.#link = new RelayLink(
      identity,
      setupMessage(identity, this.sessionId, random),
      settings,
      faults,
      clock,
      {
        opened: (first) => this.#opened(first),
        message: (data, binary) => this.#receive(data, binary),
        lost: (end) => this.#lost(end),
        tooSlow: () => violations.add('31930', 'the application reads too slowly', 'warning'),
      },
    );
  }

  get live(): boolean {
    return this.#link.live && !this.#ended;
  }

  get speaking(): boolean {
    return this.#voice.speaking;
  }

  /** Whether text is being spoken or waits to be spoken. */
  get playing(): boolean {
    return this.#voice.busy;
  }

  tick(): void {
    if (this.#ended) return;
    this.#nowMs += FRAME_MS;
    this.#voice.tick(FRAME_MS);
    this.#caller.tick(FRAME_MS);
    this.#link.tick(this.#nowMs);
  }

  /** The caller speaks from now on for `durationMs`. */
  say(text: string, language: string, durationMs: number): void {
    this.#caller.say(text, language, durationMs, {
      lagMs: this.#profile.partialLagMs,
      endpointMs: this.#settings.speechTimeoutMs ?? this.#profile.endpointMs,
      heard: this.#mayBeHeard('speech'),
    });
    this.#info('speaker-events', 'clientSpeaking', 'on');
  }

  /** The caller falls silent in the middle of what they were saying. */
  silence(): void {
    this.#caller.cut();
  }

  key(digit: string): void {
    if (!this.live || !this.#settings.dtmfDetection) return;
    const heard = this.#mayBeHeard('dtmf');
    if (this.#voice.busy && this.#voice.interruptible.keys) this.#interrupt();
    if (heard) this.#link.send(JSON.stringify({ type: 'dtmf', digit }));
  }

  hangUp(): void {
    if (this.#ended) return;
    this.#finish({ by: 'caller' });
    if (this.#faults.closeWithoutStop) this.#link.cut();
    else this.#link.close(1000, 'Closing websocket session');
  }

  #opened(first: boolean): void {
    if (!first) return;
    const { welcomeGreeting, welcomeGreetingInterruptible: by } = this.#settings;
    if (welcomeGreeting !== '') {
      this.#sink.agentText(welcomeGreeting, true, this.#ttsLanguage);
      this.#speak(welcomeGreeting, this.#ttsLanguage, by, false, false);
      this.#cycle++;
    }
    this.#sink.started();
  }

  #receive(data: Buffer, binary: boolean): void {
    if (this.#ended) return;
    const check = checkRelayMessage(data, binary, this.#carrier);
    if (check.ok) {
      this.#malformed = 0;
      this.#accept(check.message);
      return;
    }
    this.#violations.add('64107', check.reason);
    this.#link.send(
      JSON.stringify({ type: 'error', description: `Invalid message received: ${check.reason}` }),
    );
    if (++this.#malformed < MAX_MALFORMED) return;
    this.#violations.add('64105', 'ten malformed messages in a row');
    this.#finish({ by: 'failure', code: '64105', message: 'WebSocket ended' });
    this.#link.close(1007, 'Too many consecutive malformed messages');
  }

  #accept(message: OutboundRelay): void {
    switch (message.type) {
      case 'text': {
        const language = message.lang ?? this.#ttsLanguage;
        const by = interruptBy(message.interruptible, this.#settings.interruptible);
        this.#sink.agentText(message.token, message.last, language);
        const preemptible = message.preemptible || this.#settings.preemptible;
        if (message.token !== '') this.#speak(message.token, language, by, preemptible, true);
        if (message.last) this.#cycle++;
        return;
      }
      case 'play':
        // Its length is not known without fetching it; a second stands for it.
        this.#voice.add({ ...this.#piece('', 'any', message.preemptible), durationMs: 1_000, report: false });
        return;
      case 'sendDigits':
        this.#sink.digitsSent?.(message.digits);
        return;
      case 'language':
        this.#ttsLanguage = message.ttsLanguage ?? this.#ttsLanguage;
        this.#transcriptionLanguage = message.transcriptionLanguage ?? this.#transcriptionLanguage;
        return;
      case 'end':
        this.#finish({
          by: 'application',
          ...(message.handoffData === undefined ? {} : { handoffData: message.handoffData }),
        });
        this.#link.close(1000, 'Closing websocket session');
    }
  }

  #speak(
    text: string,
    language: string,
    by: ReturnType<typeof interruptBy>,
    preemptible: boolean,
    report: boolean,
  ): void {
    this.#voice.add({ ...this.#piece(text, by, preemptible), durationMs: speechMs(text, language), report });
  }

  #piece(text: string, by: ReturnType<typeof interruptBy>, preemptible: boolean) {
    return { text, cycle: this.#cycle, interruptible: bySpeech(by), byKeys: byKeys(by), preemptible };
  }

  /** During speech that may not be interrupted the caller is heard only if the TwiML asks for it. */
  #mayBeHeard(kind: 'speech' | 'dtmf'): boolean {
    if (!this.#voice.speaking) return true;
    const can = this.#voice.interruptible;
    if (kind === 'speech' ? can.speech : can.keys) return true;
    const report = this.#settings.reportInputDuringAgentSpeech;
    return kind === 'speech' ? bySpeech(report) : byKeys(report);
  }

  #callerSink(): CallerVoiceSink {
    return {
      speaking: (text, spokenMs) => {
        if (!this.#voice.speaking || !this.#voice.interruptible.speech || spokenMs < this.#profile.bargeInMs)
          return;
        if (!(
          this.#settings.ignoreBackchannel && /^(yeah|uh-?huh|mm+|ok(ay)?|right|係|嗯)[.。!]?$/i.test(text)
        ))
          this.#interrupt();
      },
      stopped: () => this.#info('speaker-events', 'clientSpeaking', 'off'),
      partial: (text, language) => {
        if (this.#settings.partialPrompts) this.#prompt(text, language, false);
      },
      final: (text, language) => this.#prompt(text, language, true),
    };
  }

  #prompt(text: string, spoken: string, last: boolean): void {
    const lang = promptLanguage(this.#transcriptionLanguage, spoken);
    this.#sink.prompt(text, last);
    this.#link.send(JSON.stringify({ type: 'prompt', voicePrompt: text, lang, last, ...this.#strange() }));
  }

  #interrupt(): void {
    const { text, ms } = this.#voice.interrupt();
    this.#sink.interrupted(text, ms);
    const durationUntilInterruptMs = this.#faults.stringDurations ? String(ms) : ms;
    this.#link.send(
      JSON.stringify({
        type: 'interrupt',
        utteranceUntilInterrupt: text,
        durationUntilInterruptMs,
        ...this.#strange(),
      }),
    );
  }

  #agentSpeaking(on: boolean): void {
    this.#sink.agentSpeaking(on);
    this.#info('speaker-events', 'agentSpeaking', on ? 'on' : 'off');
  }

  #info(subscription: string, name: string, value: string): void {
    if (!this.#settings.events.has(subscription)) return;
    this.#link.send(
      JSON.stringify({ type: 'info', name, value, ts: Math.round(this.#clock.wall()), ...this.#strange() }),
    );
  }

  /** A field that no document knows yet, which must be ignored. */
  #strange(): object {
    return this.#faults.unknownMessages ? { futureField: { since: 2027 } } : {};
  }

  #lost(end: LegEnd): void {
    if (this.#ended) return;
    this.#violations.add(end.code ?? '64105', end.message ?? 'the WebSocket ended without `end`');
    this.#finish(end);
  }

  #finish(end: LegEnd): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#voice.stop();
    this.#sink.ended(end);
  }
}
