/** Icons of node types by the names that the server gives. A name that is not here shows its category's. */
import {
  AudioLines,
  BookOpen,
  Box,
  CircleHelp,
  ClipboardList,
  Code,
  Earth,
  Frame,
  Globe,
  Group,
  Languages,
  List,
  Mail,
  MessageSquare,
  MessagesSquare,
  Mic,
  PhoneForwarded,
  PhoneIncoming,
  PhoneOff,
  Send,
  Split,
  SquareFunction,
  StickyNote,
  Variable,
  Voicemail,
  Webhook,
  Workflow,
  type LucideIcon,
} from 'lucide-react';

const icons: Readonly<Record<string, LucideIcon>> = {
  'audio-lines': AudioLines,
  'book-open': BookOpen,
  'circle-help': CircleHelp,
  'clipboard-list': ClipboardList,
  code: Code,
  frame: Frame,
  globe: Globe,
  'globe-2': Earth,
  earth: Earth,
  group: Group,
  languages: Languages,
  list: List,
  mail: Mail,
  'message-square': MessageSquare,
  'messages-square': MessagesSquare,
  mic: Mic,
  'phone-forwarded': PhoneForwarded,
  'phone-incoming': PhoneIncoming,
  'phone-off': PhoneOff,
  send: Send,
  split: Split,
  'square-function': SquareFunction,
  'sticky-note': StickyNote,
  variable: Variable,
  voicemail: Voicemail,
  webhook: Webhook,
  workflow: Workflow,
};

const byCategory: Readonly<Record<string, LucideIcon>> = {
  call: PhoneIncoming,
  speech: MessageSquare,
  logic: Split,
  data: Variable,
  canvas: StickyNote,
};

export function iconOf(name: string | undefined, category: string | undefined): LucideIcon {
  return icons[name ?? ''] ?? byCategory[category ?? ''] ?? Box;
}

/** One colour a category, everywhere: cards, lists, the map. Never alone: the icon and the type's name stand beside it. */
export function tintOf(category: string | undefined): string {
  const tints: Readonly<Record<string, string>> = {
    call: 'var(--primary)',
    speech: 'var(--stage-stt)',
    logic: 'var(--stage-llm)',
    data: 'var(--stage-endpoint)',
  };
  return tints[category ?? ''] ?? 'var(--stage-network)';
}

/** Colours of notes and frames, by the names that the document keeps. */
export function areaTint(colour: unknown): string {
  const tints: Readonly<Record<string, string>> = {
    yellow: 'var(--stage-endpoint)',
    green: 'var(--stage-tts)',
    blue: 'var(--stage-stt)',
    violet: 'var(--stage-llm)',
  };
  return tints[String(colour)] ?? 'var(--stage-network)';
}
