/** One flow of the list: what it is, who reaches it, and how far what is drawn is what callers hear. */
import { Download, MoreHorizontal, Phone, Trash2 } from 'lucide-react';
import { useTranslation } from '../lib/i18n.ts';
import { Link } from 'wouter';
import type { FlowCard as Details } from '../../types/apiFlowCards.ts';
import type { Workflow } from '../../types/workflow.ts';
import { ago } from '../lib/format.ts';
import { Badge } from '../ui/badge.tsx';
import { Button } from '../ui/button.tsx';
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from '../ui/menu.tsx';
import { exportAddress } from './files.ts';
import { FlowPicture } from './FlowPicture.tsx';

interface FlowCardProps {
  readonly workflow: Workflow;
  /** Absent: not known yet. */
  readonly details: Details | undefined;
  readonly onDelete: () => void;
}

export function FlowCard({ workflow, details, onDelete }: FlowCardProps) {
  const { t } = useTranslation('flows');
  const { name, slug, updatedAt } = workflow;
  return (
    <li className="relative min-w-0 rounded-lg border bg-card focus-within:border-primary hover:border-primary">
      <Link
        href={`/flows/${slug}`}
        className="flex min-h-[116px] gap-3 rounded-lg p-3 pr-11 focus-visible:outline-2"
      >
        <span className="flex w-20 shrink-0 items-center justify-center rounded-md bg-muted/60 p-1">
          {details && <FlowPicture picture={details.picture} />}
        </span>
        <span className="min-w-0 flex-1 space-y-1">
          <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
            <span className="truncate font-semibold">{name}</span>
            <State workflow={workflow} changed={details?.changedSincePublished === true} />
          </span>
          <span className="block truncate text-xs text-muted-foreground">
            <span className="font-mono">{slug}</span> · {t('changed', { ago: ago(updatedAt) })}
          </span>
          {details && (
            <>
              <span className="block truncate text-xs text-muted-foreground">
                <span className="font-mono">{details.languages.join(', ')}</span> ·{' '}
                {t('new.nodes', { count: details.nodeCount })}
              </span>
              <span className="block truncate pr-20 text-xs text-muted-foreground">
                {details.numbers.length === 0 ? (
                  t('noNumber')
                ) : (
                  <span className="font-mono">{details.numbers.join(', ')}</span>
                )}
              </span>
            </>
          )}
        </span>
      </Link>
      <Actions workflow={workflow} onDelete={onDelete} />
    </li>
  );
}

function State({ workflow, changed }: { readonly workflow: Workflow; readonly changed: boolean }) {
  const { t } = useTranslation('flows');
  const { publishedVersion } = workflow;
  if (publishedVersion === null) return <Badge>{t('draft')}</Badge>;
  return (
    <>
      <Badge tone="good">{t('version', { version: publishedVersion })}</Badge>
      {changed && <Badge tone="warning">{t('unpublished')}</Badge>}
    </>
  );
}

function Actions({ workflow: { id, name, slug }, onDelete }: Omit<FlowCardProps, 'details'>) {
  const { t } = useTranslation('flows');
  return (
    <>
      <Menu>
        <MenuTrigger asChild>
          <Button
            variant="ghost"
            size="icon-sm"
            className="absolute top-2 right-2"
            aria-label={t('menu', { name })}
          >
            <MoreHorizontal />
          </Button>
        </MenuTrigger>
        <MenuContent align="end">
          <MenuItem asChild>
            <a href={exportAddress(id)} download>
              <Download aria-hidden /> {t('export')}
            </a>
          </MenuItem>
          <MenuSeparator />
          <MenuItem onSelect={onDelete}>
            <Trash2 aria-hidden /> {t('delete.open')}
          </MenuItem>
        </MenuContent>
      </Menu>
      <Button asChild size="sm" className="absolute right-3 bottom-3">
        <Link href={`/flows/${slug}/test`} aria-label={t('talkTo', { name })}>
          <Phone aria-hidden /> {t('talk')}
        </Link>
      </Button>
    </>
  );
}
