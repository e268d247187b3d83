/** Every published version: when, why, which one callers hear; any two compared; any one made the draft again. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { GitCompare, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import { dateTime } from '../../lib/format.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from '../../ui/dialog.tsx';
import { Empty, Failure, Loading } from '../../ui/state.tsx';
import { ComparePanel, type Side } from './ComparePanel.tsx';
import { versionsQuery, type VersionInfo } from './versionQueries.ts';

interface VersionsSheetProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly workflowId: string;
  readonly restore: Restore;
}

/** Makes the draft a copy of the version; false: somebody saved in between, and it was not done. */
type Restore = (version: number) => Promise<boolean>;

export function VersionsSheet({ open, onOpenChange, workflowId, restore }: VersionsSheetProps) {
  const { t } = useTranslation('inspector');
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent from="side" className="max-w-xl">
        <DialogHeader>
          <DialogTitle>{t('versions.title')}</DialogTitle>
          <DialogDescription>{t('versions.text')}</DialogDescription>
        </DialogHeader>
        <DialogBody>
          <Versions workflowId={workflowId} restore={restore} />
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

function Versions({ workflowId, restore }: Pick<VersionsSheetProps, 'workflowId' | 'restore'>) {
  const { t } = useTranslation('inspector');
  const versions = useQuery(versionsQuery(workflowId));
  const [sides, setSides] = useState<readonly [Side, Side] | null>(null);
  const [restored, setRestored] = useState<VersionInfo | null>(null);
  if (versions.isPending) return <Loading />;
  if (versions.isError) return <Failure error={versions.error} retry={() => void versions.refetch()} />;
  const [live] = versions.data;
  if (!live) return <Empty title={t('versions.none')}>{t('versions.noneText')}</Empty>;
  return (
    <div className="space-y-5">
      <p role="status" className="rounded-md border border-primary/40 bg-primary/10 p-2.5 empty:hidden">
        {restored &&
          t('versions.restored', {
            version: restored.version,
            date: dateTime(restored.publishedAt),
            live: live.version,
          })}
      </p>
      <ol className="divide-y rounded-md border bg-card">
        {versions.data.map((info) => (
          <VersionRow
            key={info.version}
            info={info}
            live={live.version}
            onCompare={() => setSides([info.version, 'draft'])}
            restore={restore}
            onRestored={() => setRestored(info)}
          />
        ))}
      </ol>
      <ComparePanel
        workflowId={workflowId}
        versions={versions.data}
        sides={sides ?? [live.version, 'draft']}
        onSides={setSides}
      />
    </div>
  );
}

interface VersionRowProps {
  readonly info: VersionInfo;
  /** The version that callers hear. */
  readonly live: number;
  readonly onCompare: () => void;
  readonly restore: Restore;
  readonly onRestored: () => void;
}

function VersionRow({ info, live, onCompare, restore, onRestored }: VersionRowProps) {
  const { t } = useTranslation('inspector');
  const [asking, setAsking] = useState(false);
  const { version, publishedAt, note } = info;
  return (
    <li className="space-y-1.5 p-2.5">
      <div className="flex flex-wrap items-center gap-2">
        <span className="font-mono font-semibold tabular-nums">v{version}</span>
        {version === live && <Badge tone="good">{t('versions.live')}</Badge>}
        <time dateTime={publishedAt} className="text-xs text-muted-foreground tabular-nums">
          {dateTime(publishedAt)}
        </time>
        <span className="ml-auto flex gap-1">
          <Button variant="ghost" size="sm" onClick={onCompare}>
            <GitCompare aria-hidden /> {t('versions.compareWithDraft')}
            <span className="sr-only"> v{version}</span>
          </Button>
          <Button variant="ghost" size="sm" aria-expanded={asking} onClick={() => setAsking(!asking)}>
            <RotateCcw aria-hidden /> {t('versions.restore')}
            <span className="sr-only"> v{version}</span>
          </Button>
        </span>
      </div>
      <p className={note === '' ? 'text-muted-foreground' : 'break-words whitespace-pre-line'}>
        {note === '' ? t('versions.noNote') : note}
      </p>
      {asking && (
        <RestoreQuestion
          info={info}
          live={live}
          restore={restore}
          onCancel={() => setAsking(false)}
          onRestored={() => {
            setAsking(false);
            onRestored();
          }}
        />
      )}
    </li>
  );
}

interface RestoreQuestionProps extends Pick<VersionRowProps, 'info' | 'live' | 'restore' | 'onRestored'> {
  readonly onCancel: () => void;
}

function RestoreQuestion({ info, live, restore, onCancel, onRestored }: RestoreQuestionProps) {
  const { t } = useTranslation('inspector');
  const { t: common } = useTranslation();
  const restoring = useMutation({
    mutationFn: () => restore(info.version),
    onSuccess: (done) => done && onRestored(),
  });
  return (
    <div className="space-y-2 rounded-md bg-muted p-2.5">
      <p>{t('versions.restoreQuestion', { version: info.version, live })}</p>
      {restoring.isError && <Failure error={restoring.error} />}
      <p role="alert" className="text-destructive empty:hidden">
        {restoring.data === false && t('versions.savedElsewhere', { version: info.version })}
      </p>
      <div className="flex gap-2">
        <Button variant="primary" size="sm" disabled={restoring.isPending} onClick={() => restoring.mutate()}>
          {t('versions.restoreDo', { version: info.version })}
        </Button>
        <Button size="sm" onClick={onCancel}>
          {common('cancel')}
        </Button>
      </div>
    </div>
  );
}
