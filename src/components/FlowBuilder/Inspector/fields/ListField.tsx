/** A list of objects: entries open and close, move up and down, come and go, all by keyboard. */
import { ArrowDown, ArrowUp, ChevronRight, Plus, Trash2 } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { addressOf, useNodeForm } from '../context.ts';
import { moved, newEntry, summaryOf } from '../schema/entries.ts';
import type { FieldSchema } from '../schema/kinds.ts';
import { pathKey, startsWith } from '../schema/paths.ts';
import { problemsAt, problemsUnder } from '../schema/problems.ts';
import { shownNames } from '../schema/shown.ts';
import type { FieldProps } from './fieldProps.ts';
import { EntryFields } from './GroupFields.tsx';
import { Problems } from './FieldFrame.tsx';

interface ListFieldProps extends FieldProps {
  readonly items: FieldSchema;
}

export function ListField({ path, title, hint, value, items, name, schema }: ListFieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems, focus, announce } = useNodeForm();
  const id = useId();
  const list = useRef<HTMLOListElement>(null);
  const entries: readonly unknown[] = Array.isArray(value) ? value : [];
  const [open, setOpen] = useState<ReadonlySet<number>>(() => new Set(entries.length === 1 ? [0] : []));
  const wanted = focus && startsWith(focus, path) ? focus[path.length] : undefined;
  useEffect(() => {
    if (typeof wanted === 'number') setOpen((before) => new Set([...before, wanted]));
  }, [wanted]);
  const toggle = (i: number) =>
    setOpen((before) => new Set(before.has(i) ? [...before].filter((one) => one !== i) : [...before, i]));
  const focusOn = (i: number, what: string) =>
    requestAnimationFrame(() => {
      const entry = list.current?.children[i];
      const button = entry?.querySelector<HTMLButtonElement>(`[data-do="${what}"]`);
      (button?.disabled ? entry?.querySelector<HTMLElement>('[data-do="toggle"]') : button)?.focus();
    });
  const move = (from: number, to: number, what: string) => {
    if (to < 0 || to >= entries.length) return;
    change(path, moved(entries, from, to));
    const was = [from, to].map((i) => open.has(i));
    setOpen((before) => {
      const next = new Set([...before].filter((i) => i !== from && i !== to));
      if (was[0]) next.add(to);
      if (was[1]) next.add(from);
      return next;
    });
    announce(t('list.moved', { position: to + 1, count: entries.length }));
    focusOn(to, what);
  };
  const remove = (at: number) => {
    change(
      path,
      entries.filter((_, i) => i !== at),
    );
    setOpen((before) => new Set([...before].filter((i) => i !== at).map((i) => (i > at ? i - 1 : i))));
    announce(t('list.removed', { position: at + 1 }));
    const rest = entries.length - 1;
    if (rest === 0) document.getElementById(`${id}-add`)?.focus();
    else focusOn(Math.min(at, rest - 1), 'toggle');
  };
  const add = () => {
    change(path, [...entries, newEntry(items, name, entries)]);
    setOpen((before) => new Set([...before, entries.length]));
    announce(t('list.added', { position: entries.length + 1 }));
    requestAnimationFrame(() =>
      list.current?.lastElementChild
        ?.querySelector<HTMLElement>('[data-part="fields"] :is(input, textarea, select)')
        ?.focus(),
    );
  };
  const full = schema.maxItems !== undefined && entries.length >= schema.maxItems;
  return (
    <fieldset data-path={pathKey(path)} className="min-w-0 space-y-1.5">
      <legend className="text-[12px] font-medium">
        {title} <span className="font-normal text-muted-foreground tabular-nums">{entries.length}</span>
      </legend>
      {hint !== '' && <p className="text-xs text-muted-foreground">{hint}</p>}
      <Problems problems={problemsAt(problems, path, [...entries.keys()])} />
      {entries.length > 0 && (
        <ol ref={list} className="divide-y overflow-hidden rounded-md border">
          {entries.map((entry, i) => (
            <Entry
              key={i}
              {...{ entry, items, title }}
              path={[...path, i]}
              place={i}
              count={entries.length}
              isOpen={open.has(i)}
              onToggle={() => toggle(i)}
              onMove={move}
              onRemove={() => remove(i)}
            />
          ))}
        </ol>
      )}
      <Button id={`${id}-add`} size="sm" onClick={add} disabled={full} data-do="add">
        <Plus aria-hidden /> {t('list.add', { title })}
      </Button>
    </fieldset>
  );
}

interface EntryProps {
  readonly entry: unknown;
  readonly items: FieldSchema;
  readonly path: readonly (string | number)[];
  readonly title: string;
  readonly place: number;
  readonly count: number;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  readonly onMove: (from: number, to: number, what: string) => void;
  readonly onRemove: () => void;
}

function Entry({ entry, items, path, title, place, count, isOpen, onToggle, onMove, onRemove }: EntryProps) {
  const { t } = useTranslation('inspector');
  const { problems, languages, type, texts } = useNodeForm();
  const id = useId();
  const inside = problemsUnder(problems, path).length;
  const named = summaryOf(entry, languages, (setting, value) =>
    texts.value(addressOf(type, [...path, setting]), value),
  );
  const summary = named === '' ? t('list.entry', { position: place + 1 }) : named;
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.altKey ? { ArrowUp: -1, ArrowDown: 1 }[event.key] : undefined;
    if (step === undefined) return;
    event.preventDefault();
    onMove(place, place + step, 'toggle');
  };
  const tool = (what: 'up' | 'down' | 'remove', Icon: typeof ArrowUp, off: boolean, run: () => void) => (
    <Button
      variant="ghost"
      size="icon-sm"
      className="size-6"
      data-do={what}
      disabled={off}
      aria-label={t(`list.${what}`, { summary, title })}
      onClick={run}
    >
      <Icon aria-hidden />
    </Button>
  );
  return (
    <li data-path={pathKey(path)} className="bg-card">
      <div className="flex items-center gap-0.5 pr-1">
        <button
          type="button"
          data-do="toggle"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          onClick={onToggle}
          onKeyDown={onKeyDown}
          className="flex h-8 min-w-0 flex-1 items-center gap-1 px-1.5 text-left focus-visible:outline-2 focus-visible:-outline-offset-2"
        >
          <ChevronRight
            aria-hidden
            className={`size-3.5 shrink-0 transition-transform ${isOpen ? 'rotate-90' : ''}`}
          />
          <span className="truncate">{summary}</span>
          {inside > 0 && (
            <span className="ml-1 shrink-0 rounded-sm bg-destructive/10 px-1 text-xs text-destructive">
              {t('problems', { count: inside })}
            </span>
          )}
        </button>
        {tool('up', ArrowUp, place === 0, () => onMove(place, place - 1, 'up'))}
        {tool('down', ArrowDown, place === count - 1, () => onMove(place, place + 1, 'down'))}
        {tool('remove', Trash2, false, onRemove)}
      </div>
      {isOpen && (
        <div id={id} data-part="fields" className="space-y-3 border-t p-2">
          <Problems problems={problemsAt(problems, path, shownNames(items, entry))} />
          <EntryFields schema={items} value={entry} path={path} />
        </div>
      )}
    </li>
  );
}
