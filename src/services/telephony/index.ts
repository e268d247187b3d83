/** Telephony: carriers' protocols, webhooks and call control. `services/conversationRelay.ts` is the text transport. */
export { attachSocket, carrierSocket } from './socket.ts';
export type { CarrierSocket, SocketReceiver, SocketWatch, WsLike } from './socket.ts';
export { closeCode, defaultSocketLimits } from './limits.ts';
export type { SocketLimits } from './limits.ts';
export type { Admission, AudioLegHost, CarrierStart, TextLegHost } from './host.ts';
export { SocketGuard, defaultSocketGuardOptions } from './socketGuard.ts';
export type { GuardedSocket, SocketGuardOptions } from './socketGuard.ts';

export { MediaSocket } from './mediaStreams/mediaSocket.ts';
export type { MediaStats } from './mediaStreams/mediaLeg.ts';
export { TwilioMediaTransport } from './mediaStreams/twilioAdapter.ts';
export { TelnyxMediaTransport } from './mediaStreams/telnyxAdapter.ts';
export { detectCarrier, detectCarrierOf } from './mediaStreams/detectCarrier.ts';
export type { DetectedCarrier } from './mediaStreams/detectCarrier.ts';
export {
  encodeTwilioClear,
  encodeTwilioMark,
  parseTwilioMedia,
  twilioMediaFrame,
} from './mediaStreams/protocol.ts';
export type { MediaFrame, MediaInbound, MediaStart } from './mediaStreams/protocol.ts';
export { parseTelnyxMedia } from './mediaStreams/telnyxProtocol.ts';

export { parseRelay } from './relay/protocol.ts';
export type { RelayInbound } from './relay/protocol.ts';
export { encodeRelay } from './relay/outbound.ts';
export type { RelayOutbound } from './relay/outbound.ts';
export { relayLanguageCode } from './relay/language.ts';
export { relaySpeech } from './relay/voices.ts';
export type { RelayAttributes, RelayLanguage } from './relay/attributes.ts';

export {
  connectRelay,
  connectStream,
  dial,
  dialDestination,
  hangup,
  redirect,
  sayAndHangup,
} from './twiml.ts';
export type { DialOptions, RelayOptions, StreamOptions, XmlCarrier } from './twiml.ts';
export { chooseTransport, defaultTelephonyPaths, voiceResponse } from './voiceResponse.ts';
export type { TelephonyPaths, VoiceResponse, VoiceResponseOptions } from './voiceResponse.ts';
export { httpUrl, publicBase, socketUrl } from './publicUrl.ts';

export { checkTwilioSignature, signedUrl } from './signature.ts';
export type { SignatureCheck, TwilioSigned } from './signature.ts';
export { checkTelnyxSignature } from './telnyxSignature.ts';
export type { TelnyxSigned } from './telnyxSignature.ts';
export { CallTokens, defaultCallTokenOptions } from './callToken.ts';
export type { CallTokenOptions, Redeemed } from './callToken.ts';

export { TwilioCallControl } from './callControl.ts';
export type { TwilioCallControlOptions } from './callControl.ts';
export { TelnyxCallControl } from './telnyxCallControl.ts';
export type { TelnyxCallControlOptions } from './telnyxCallControl.ts';
export {
  parseConnectAction,
  parseDialAction,
  parseStatusCallback,
  parseStreamCallback,
  parseVoiceWebhook,
} from './callbacks.ts';
export type {
  CarrierCallStatus,
  ConnectActionEvent,
  DialOutcome,
  StatusCallback,
  StreamCallback,
  VoiceWebhook,
} from './callbacks.ts';
export { connectActionPlan, MAX_RECONNECTS } from './connectAction.ts';
export type { ConnectActionContext, ConnectActionPlan, PendingHandoff } from './connectAction.ts';
