import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { Workflow } from '../../types/workflow.ts';
import { ask, RequestError } from '../api/client.ts';
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
import { ErrorText } from '../ui/errorText.tsx';

interface DeleteFlowDialogProps {
  readonly workflow: Workflow;
  readonly onClose: () => void;
}

/** Says what goes and what stays. */
export function DeleteFlowDialog({ workflow, onClose }: DeleteFlowDialogProps) {
  const { t } = useTranslation('flows');
  const client = useQueryClient();
  const [error, setError] = useState<RequestError | null>(null);
  const remove = async () => {
    try {
      await ask(`/workflows/${encodeURIComponent(workflow.id)}`, { method: 'DELETE' });
      await client.invalidateQueries({ queryKey: ['workflows'] });
      onClose();
    } catch (caught) {
      if (!(caught instanceof RequestError)) throw caught;
      setError(caught);
    }
  };
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('delete.title', { name: workflow.name })}</DialogTitle>
          <DialogDescription>
            {t(workflow.publishedVersion === null ? 'delete.draft' : 'delete.published')}
          </DialogDescription>
        </DialogHeader>
        {error && (
          <DialogBody>
            <p role="alert" className="text-destructive">
              <ErrorText error={error} />
            </p>
          </DialogBody>
        )}
        <DialogFooter>
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button variant="destructive" onClick={() => void remove()}>
            {t('delete.do')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
