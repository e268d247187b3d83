/** One answered call, from leg to record. */
import { randomInt } from 'node:crypto';
import type { Call, CallEnd, CallInfo } from '../../types/call.ts';
import type { Clock } from '../../types/clock.ts';
import { WeaverError } from '../../types/errors/index.ts';
import type { FlowPort } from '../../types/flowRuntime.ts';
import type { JsonValue } from '../../types/json.ts';
import type { LanguageTag } from '../../types/language.ts';
import type { CallLeg } from '../../types/leg.ts';
import type { Recogniser } from '../../types/ports.ts';
import type { Turn } from '../../types/turn.ts';
import type { WorkflowConfig } from '../../types/workflowConfig.ts';
import type { PromptCache } from '../audio/index.ts';
import {
  CallSession,
  type CallBody,
  type HttpClient,
  type Interruption,
  type RecordedEvent,
  type TurnMachineOptions,
  type TurnState,
} from '../conversation/index.ts';
import type { Origin } from '../metrics/index.ts';
import type { StandInEars } from './standIn.ts';
import { audioBody, textBody, type BodyParts } from './callBodies.ts';
import type { WorkflowCache } from '../predictiveCache.ts';
import { KeptSound } from './keptSound.ts';
import type { AnswerOptions, CallHandle, CallTape } from './options.ts';
import { CallProviders, type ProviderNews } from './callProviders.ts';
import type { ProviderSet } from './providerSet.ts';
import type { MoreOf } from './expectMore.ts';
import type { ReadingOf } from './readAloud.ts';
import type { CallBudget } from './budget/callBudget.ts';
import type { TurnBudgets } from './budget/turnBudgets.ts';
import { infoOf, isTrouble, originOf } from './callInfo.ts';
import { lineReady } from './clausesAhead.ts';
import type { BudgetAction } from '../../types/turnBudget.ts';
import { Prediction } from './prediction.ts';
import type { TransitionCounts } from './transitionCounts.ts';

export interface ConversationParts {
  readonly config: WorkflowConfig;
  readonly workflow: { readonly id: string; readonly version: number };
  /** The flow, as a call on this kind of leg takes it. */
  readonly flowFor: (kind: CallLeg['kind']) => FlowPort;
  readonly readingOf: ReadingOf;
  readonly moreOf: MoreOf;
  /** How words are compared and weighed; as the machine's options. */
  readonly words: TurnMachineOptions;
  readonly speculation: boolean;
  /** How callers have answered; null: what is likely next is not made ready. */
  readonly prediction: TransitionCounts | null;
  readonly clock: Clock;
  readonly providers: ProviderSet;
  readonly failover: boolean;
  readonly http: HttpClient;
  readonly promptCache: PromptCache;
  /** null: every answer is generated. */
  readonly cache: WorkflowCache | null;
  readonly budgets: TurnBudgets;
  readonly vad: 'energy' | 'neural';
  readonly standInEars: () => StandInEars;
  readonly watch: ConversationWatch;
  /** Where sound is kept. Absent: nowhere. */
  readonly tape?: (callSid: string, startMs: number) => CallTape | undefined;
}

/** What the orchestrator wants to know of each call. */
export interface ConversationWatch {
  started(call: Call, origin: Origin): void;
  turn(info: CallInfo, turn: Turn, labels: TurnLabels): void;
  partial(callSid: string, text: string): void;
  interrupted(callSid: string, interruption: Interruption, origin: Origin): void;
  provider(callSid: string, news: ProviderNews, origin: Origin): void;
  acted(action: BudgetAction, origin: Origin): void;
  note(
    callSid: string,
    code: string,
    nodeId: string,
    detail: Record<string, JsonValue>,
    origin: Origin,
  ): void;
  events(callSid: string, batch: readonly RecordedEvent[]): void;
  ended(call: Call, origin: Origin): void;
  crashed(callSid: string, error: unknown): void;
}

export interface TurnLabels {
  readonly recogniser: string;
  readonly model: string;
  readonly synthesiser: string;
  readonly origin: Origin;
}

export interface RunningCall extends CallHandle {
  shutdown(): void;
}

export function startCall(leg: CallLeg, answer: AnswerOptions, parts: ConversationParts): RunningCall {
  const { config, clock, watch } = parts;
  const info = infoOf(leg, answer, parts);
  const { callSid } = info;
  const begun = clock.now();
  const errors = new Set<string>();
  const call: Call = {
    ...info,
    status: 'live',
    startedAt: new Date(clock.wall()).toISOString(),
    endedAt: null,
    durationMs: null,
    end: null,
    turnCount: 0,
    errors: [],
    path: [],
  };
  const standIn = answer.standIn ? parts.standInEars() : null;
  const origin = originOf(leg, answer);
  const { promise: ended, resolve } = Promise.withResolvers<CallEnd>();
  // Where the carrier hears and speaks, there is no sound to keep.
  const sound =
    leg.kind === 'audio'
      ? new KeptSound(() => parts.tape?.(callSid, clock.now()), config.privacy.recordCalls)
      : null;

  const finish = (end: CallEnd, state: TurnState | null) => {
    watch.ended(
      {
        ...call,
        status: 'ended',
        endedAt: new Date(clock.wall()).toISOString(),
        durationMs: Math.round(clock.now() - begun),
        end,
        turnCount: state?.turns ?? 0,
        errors: [...errors],
        path: (state?.flow.path ?? []).map((step) => ({ ...step })),
      },
      origin,
    );
    prediction?.close();
    cache?.over();
    sound?.end();
    answer.observer?.ended?.(end);
    resolve(end);
  };
  const note = (code: string, nodeId: string, detail: Record<string, JsonValue>) => {
    if (isTrouble(code)) errors.add(code);
    watch.note(callSid, code, nodeId, detail, origin);
    answer.observer?.note?.(code, nodeId, detail);
  };
  const providers = new CallProviders({
    set: parts.providers,
    config,
    failover: parts.failover,
    readingOf: parts.readingOf,
    moreOf: parts.moreOf,
    speculation: parts.speculation || parts.prediction !== null,
    note: (code, detail) => session.provider(code, detail),
    news: (news) => watch.provider(callSid, news, origin),
    latency: (...first) => budget?.latency(...first),
  });
  const budget = parts.budgets.call({
    callSid,
    language: info.language,
    synthesiser: (language) => (leg.kind === 'text' ? null : (providers.synthesiser(language)?.name ?? null)),
    bridge: (text) => session.bridge(text),
    acted: (action) => watch.acted(action, origin),
  });
  const asked = providers.model();
  const model = asked && budget ? budget.watched(asked) : asked;
  const cache = parts.cache?.call(callSid, info.from || callSid) ?? null;
  const labels = (language: LanguageTag): TurnLabels => ({
    recogniser:
      leg.kind === 'text'
        ? leg.carrier
        : (standIn?.recogniser.name ??
          providers.serving('recogniser', language) ??
          providers.recogniser(language)?.name ??
          'none'),
    model: providers.serving('model', config.languages[0]?.language ?? language) ?? model?.name ?? 'none',
    synthesiser:
      leg.kind === 'text'
        ? leg.carrier
        : (providers.serving('synthesiser', language) ?? providers.synthesiser(language)?.name ?? 'none'),
    origin,
  });
  const flow = parts.flowFor(leg.kind);
  const prediction = parts.prediction && new Prediction({ flow, clock, cache, counts: parts.prediction });
  const session = new CallSession({
    clock,
    flow,
    start: {
      language: info.language,
      seed: answer.seed ?? randomInt(2 ** 31),
      call: {
        id: callSid,
        caller: info.from,
        called: info.to,
        direction: info.direction,
        startedAt: call.startedAt,
      },
      variables: answer.variables,
    },
    hearing: leg.kind === 'audio' ? 'audio' : 'carrier',
    maxCallMs: config.telephone.maxCallMinutes * 60_000,
    model,
    cache,
    http: parts.http,
    sender: answer.control,
    speculate: parts.speculation,
    ...(budget && model && { speculationLead: () => budget.answerMs(model.name) }),
    ...parts.words,
    hooks: {
      observer: answer.observer,
      turn: (turn) => {
        const told = budget?.finished(turn) ?? turn;
        watch.turn(info, told, labels(turn.language));
        answer.observer?.turn?.(told);
      },
      decided: ({ line, ...turn }) =>
        budget?.decided({ ...turn, ready: !line || leg.kind === 'text' || lineReady(bodyParts, line) }),
      partial: (text, language) => {
        cache?.hearing(text, language ?? info.language);
        watch.partial(callSid, text);
        answer.observer?.partial?.(text);
      },
      note,
      interrupted: (interruption) => watch.interrupted(callSid, interruption, origin),
      listens: (state) => prediction?.listens(state),
      silenced: () => prediction?.silenced(),
      wasted: (tokens, language) => providers.wasted('model', language, model?.name ?? 'none', tokens),
      events: (batch) => watch.events(callSid, batch),
      ended: finish,
      crashed: (error) => {
        errors.add('CALL_CRASHED');
        watch.crashed(callSid, error);
      },
    },
  });

  function recogniserFor(language: LanguageTag): Recogniser | null {
    if (standIn) return standIn.recogniser;
    const recogniser = providers.recogniser(language);
    if (!recogniser) note('CALL_NO_RECOGNISER', '', { language });
    return recogniser;
  }
  const bodyParts: BodyParts = {
    session,
    info,
    config,
    clock,
    answer,
    vad: parts.vad,
    lighterUnderLoad: parts.budgets.lighterAudio,
    promptCache: parts.promptCache,
    recogniserFor,
    ...(sound && { sound }),
    synthesiserFor: (language) => providers.synthesiser(language),
    caughtUp: () => prediction?.caughtUp(),
    predicted: (used, language, name) => providers.predicted(used, language, name),
    note: (code, detail) => note(code, '', detail),
  };
  watch.started(call, origin);
  session.begin(bodyOf(leg, bodyParts, prediction, budget));
  return {
    callSid,
    info,
    ended,
    hangUp: () => session.shutdown(),
    typed: (text) => session.typed(text),
    shutdown: () => session.shutdown(),
    spoken(text) {
      if (!standIn) throw new WeaverError('CALL_NOT_SIMULATED', { callSid });
      standIn.spoken(text);
    },
  };
}

function bodyOf(
  leg: CallLeg,
  parts: BodyParts,
  prediction: Prediction | null,
  budget: CallBudget | null,
): CallBody {
  if (leg.kind === 'text') return textBody(leg, parts);
  const body = audioBody(leg, parts);
  prediction?.speaksWith(body.ahead);
  budget?.hearsWith(body);
  return body;
}
