/** A new flow: what it begins with, what it is called. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { useLocation } from 'wouter';
import { RequestError } from '../api/client.ts';
import { workflowsQuery } from '../api/queries.ts';
import { cn } from '../lib/cn.ts';
import type { PageLanguage } from '../lib/i18n.ts';
import { Button } from '../ui/button.tsx';
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog.tsx';
import { Input, Label } from '../ui/input.tsx';
import { ErrorText } from '../ui/errorText.tsx';
import { Skeleton } from '../ui/state.tsx';
import { FlowPicture } from './FlowPicture.tsx';
import { freeSlug, slugOf } from './slug.ts';
import { createFlow, templatesQuery, type Beginning } from './templates.ts';

/** The language in which a new empty flow begins, by the page's. */
const callLanguage: Readonly<Record<string, string>> = { en: 'en-US', 'zh-HK': 'zh-HK', 'zh-CN': 'zh-CN' };

/** As many as the server has: their places are kept until they come. */
const TEMPLATES = 6;

interface NewFlowDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function NewFlowDialog({ open, onOpenChange }: NewFlowDialogProps) {
  const { t, i18n } = useTranslation('flows');
  const id = useId();
  const client = useQueryClient();
  const [, go] = useLocation();
  const workflows = useQuery(workflowsQuery);
  const [chosen, setChosen] = useState<Choice | null>(null);
  const [name, setName] = useState('');
  const [slug, setSlug] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<RequestError | null>(null);
  const taken = (workflows.data ?? []).map((one) => one.slug);
  const shown = slug ?? (name === '' ? '' : freeSlug(slugOf(name), taken));

  const choose = (choice: Choice) => {
    if (name === '' || name === chosen?.title) setName(choice.beginning.from === 'empty' ? '' : choice.title);
    setChosen(choice);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!chosen) return;
    setBusy(true);
    setError(null);
    try {
      const made = await createFlow(name, shown, chosen.beginning, callLanguage[i18n.language] ?? 'en-US');
      await client.invalidateQueries({ queryKey: ['workflows'] });
      go(`/flows/${made.slug}`);
    } catch (caught) {
      if (!(caught instanceof RequestError)) throw caught;
      setError(caught);
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent className="max-w-2xl">
        <form onSubmit={(event) => void submit(event)} className="flex min-h-0 flex-col">
          <DialogHeader>
            <DialogTitle>{t('new.title')}</DialogTitle>
            <DialogDescription>{t('new.text')}</DialogDescription>
          </DialogHeader>
          <DialogBody className="space-y-4">
            <Choices chosen={chosen} onChoose={choose} />
            <div className="grid gap-3 sm:grid-cols-2">
              <div className="space-y-1.5">
                <Label htmlFor={`${id}-name`}>{t('new.name')}</Label>
                <Input
                  id={`${id}-name`}
                  required
                  maxLength={120}
                  value={name}
                  onChange={({ target }) => setName(target.value)}
                />
              </div>
              <div className="space-y-1.5">
                <Label htmlFor={`${id}-slug`}>{t('new.slug')}</Label>
                <Input
                  id={`${id}-slug`}
                  required
                  pattern="[a-z0-9]([a-z0-9\-]{0,62}[a-z0-9])?"
                  title={t('new.slugRule')}
                  className="font-mono"
                  value={shown}
                  onChange={({ target }) => setSlug(target.value)}
                />
              </div>
            </div>
            {error && (
              <p role="alert" className="text-destructive">
                <ErrorText error={error} />
              </p>
            )}
          </DialogBody>
          <DialogFooter>
            <Button onClick={() => onOpenChange(false)}>{t('common:cancel')}</Button>
            <Button type="submit" variant="primary" disabled={busy || !chosen || name === ''}>
              {t('new.do')}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

interface Choice {
  readonly beginning: Beginning;
  readonly title: string;
}

interface ChoicesProps {
  readonly chosen: Choice | null;
  readonly onChoose: (choice: Choice) => void;
}

function Choices({ chosen, onChoose }: ChoicesProps) {
  const { t, i18n } = useTranslation('flows');
  const templates = useQuery(templatesQuery);
  const workflows = useQuery(workflowsQuery);
  const language = i18n.language as PageLanguage;
  const offered = [
    ...(templates.data ?? []).map(({ id, title, description, languages, nodeCount, picture }) => ({
      choice: { beginning: { from: 'template' as const, id }, title: title[language] },
      text: description[language],
      foot: `${languages.join(' · ')} · ${t('new.nodes', { count: nodeCount })}`,
      picture,
    })),
    {
      choice: { beginning: { from: 'empty' as const }, title: t('new.empty') },
      text: t('new.emptyText'),
      foot: '',
      picture: null,
    },
    ...(workflows.data ?? []).map(({ id, name }) => ({
      choice: { beginning: { from: 'copy' as const, id }, title: name },
      text: t('new.copy'),
      foot: '',
      picture: null,
    })),
  ];
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1.5 text-[12px] font-medium">{t('new.beginning')}</legend>
      <div className="grid gap-2 sm:grid-cols-2">
        {templates.isPending &&
          Array.from({ length: TEMPLATES }, (_, at) => <Skeleton key={at} className="h-[90px] rounded-lg" />)}
        {offered.map(({ choice, text, foot, picture }) => {
          const key = `${choice.beginning.from} ${'id' in choice.beginning ? choice.beginning.id : ''}`;
          const checked = sameBeginning(chosen?.beginning, choice.beginning);
          return (
            <label
              key={key}
              className={cn(
                'block cursor-pointer rounded-lg border bg-card p-3 focus-within:outline-2 hover:border-primary',
                checked && 'border-primary bg-accent',
              )}
            >
              <span className="flex items-start gap-2">
                <input
                  type="radio"
                  name="beginning"
                  className="mt-0.5 size-4 shrink-0 accent-primary"
                  checked={checked}
                  onChange={() => onChoose(choice)}
                />
                <span className="min-w-0 flex-1 space-y-0.5">
                  <span className="block font-medium">{choice.title}</span>
                  <span className="line-clamp-2 text-[12px] text-muted-foreground">{text}</span>
                  {foot !== '' && <span className="block text-xs text-muted-foreground">{foot}</span>}
                </span>
                {picture && <FlowPicture picture={picture} />}
              </span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}

function sameBeginning(a: Beginning | undefined, b: Beginning): boolean {
  return a?.from === b.from && ('id' in a ? a.id : '') === ('id' in b ? b.id : '');
}
