/**
 * The builder's keys. One table: the handler reads it, and the help sheet shows it. Keys without a modifier work only while the
 * canvas or the outline has the focus (WCAG 2.1.4).
 */
export type Command =
  | 'add'
  | 'find'
  | 'rename'
  | 'inspect'
  | 'remove'
  | 'cut-out'
  | 'duplicate'
  | 'select-all'
  | 'clear'
  | 'undo'
  | 'redo'
  | 'save'
  | 'help'
  | 'tidy'
  | 'fit'
  | 'actual'
  | 'zoom-in'
  | 'zoom-out'
  | 'walk-up'
  | 'walk-down'
  | 'walk-left'
  | 'walk-right'
  | 'move-up'
  | 'move-down'
  | 'move-left'
  | 'move-right';

export interface Key {
  readonly command: Command;
  /** As `KeyboardEvent.key`, letters small. */
  readonly key: string;
  /** ⌘ on a Mac, Ctrl elsewhere. */
  readonly mod?: boolean;
  readonly shift?: boolean;
}

export const keys: readonly Key[] = [
  { command: 'add', key: 'a' },
  { command: 'add', key: 'k', mod: true },
  { command: 'find', key: 'f', mod: true },
  { command: 'inspect', key: 'Enter' },
  { command: 'rename', key: 'F2' },
  { command: 'remove', key: 'Delete' },
  { command: 'remove', key: 'Backspace' },
  { command: 'cut-out', key: 'Delete', shift: true },
  { command: 'duplicate', key: 'd', mod: true },
  { command: 'select-all', key: 'a', mod: true },
  { command: 'clear', key: 'Escape' },
  { command: 'walk-up', key: 'ArrowUp' },
  { command: 'walk-down', key: 'ArrowDown' },
  { command: 'walk-left', key: 'ArrowLeft' },
  { command: 'walk-right', key: 'ArrowRight' },
  { command: 'move-up', key: 'ArrowUp', shift: true },
  { command: 'move-down', key: 'ArrowDown', shift: true },
  { command: 'move-left', key: 'ArrowLeft', shift: true },
  { command: 'move-right', key: 'ArrowRight', shift: true },
  { command: 'undo', key: 'z', mod: true },
  { command: 'redo', key: 'z', mod: true, shift: true },
  { command: 'redo', key: 'y', mod: true },
  { command: 'save', key: 's', mod: true },
  { command: 'tidy', key: 'l' },
  { command: 'fit', key: '0' },
  { command: 'actual', key: '1' },
  { command: 'zoom-in', key: '+' },
  { command: 'zoom-out', key: '-' },
  { command: 'help', key: '?' },
];

/** Work wherever the focus is in the builder, fields included. */
const everywhere: ReadonlySet<Command> = new Set(['save', 'find']);
/** Work outside of fields, also when the canvas has no focus: fields have their own undo. */
const outsideFields: ReadonlySet<Command> = new Set(['undo', 'redo', 'add']);

/** Are about one node: the one that has the focus. */
export const aboutNode: ReadonlySet<Command> = new Set([
  'add',
  'inspect',
  'rename',
  'remove',
  'cut-out',
  'duplicate',
  'walk-up',
  'walk-down',
  'walk-left',
  'walk-right',
  'move-up',
  'move-down',
  'move-left',
  'move-right',
]);

type Pressed = Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>;

export function commandOf({ key, metaKey, ctrlKey, shiftKey, altKey }: Pressed): Command | undefined {
  if (altKey) return undefined;
  const mod = metaKey || ctrlKey;
  const pressed = key.length === 1 ? key.toLowerCase() : key;
  // `?` and `+` are themselves shifted on most keyboards.
  const symbol = pressed.length === 1 && !/[a-z0-9]/.test(pressed);
  return keys.find(
    (one) =>
      one.key === pressed && (one.mod ?? false) === mod && (symbol || (one.shift ?? false) === shiftKey),
  )?.command;
}

/** Whether a command may run where the focus is. */
export function allowed(command: Command, mod: boolean, place: 'canvas' | 'field' | 'elsewhere'): boolean {
  if (everywhere.has(command)) return mod;
  if (place === 'field') return false;
  return place === 'canvas' || (mod && outsideFields.has(command));
}

export function placeOf(target: EventTarget | null): 'canvas' | 'field' | 'elsewhere' {
  if (!(target instanceof Element)) return 'elsewhere';
  if (target.closest('input, textarea, select, [contenteditable="true"]')) return 'field';
  // Menus and dialogs keep their arrow keys to themselves (langflow#14543).
  if (target.closest('[role="menu"], [role="dialog"], [role="listbox"]')) return 'field';
  return target.closest('[data-builder-keys]') ? 'canvas' : 'elsewhere';
}

const mac = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
const signs: Readonly<Record<string, string>> = {
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  Escape: 'Esc',
  Delete: 'Del',
};

/** `⇧⌘Z`, `Ctrl+Shift+Z`. */
export function keySign({ key, mod = false, shift = false }: Omit<Key, 'command'>): string {
  const sign = signs[key] ?? (key.length === 1 ? key.toUpperCase() : key);
  if (mac) return `${shift ? '⇧' : ''}${mod ? '⌘' : ''}${sign}`;
  return [mod ? 'Ctrl' : '', shift ? 'Shift' : '', sign].filter((part) => part !== '').join('+');
}

export function signOf(command: Command): string {
  const key = keys.find((one) => one.command === command);
  return key ? keySign(key) : '';
}
