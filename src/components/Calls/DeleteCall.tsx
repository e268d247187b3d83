import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { ask } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog.tsx';
import { Failure } from '../ui/state.tsx';

interface DeleteCallProps {
  readonly callSid: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly onDeleted: () => void;
}

export function DeleteCall({ callSid, open, onOpenChange, onDeleted }: DeleteCallProps) {
  const { t } = useTranslation(['calls', 'common']);
  const client = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  const remove = async () => {
    setBusy(true);
    try {
      await ask(`/calls/${encodeURIComponent(callSid)}`, { method: 'DELETE' });
      onDeleted();
      await client.invalidateQueries({ queryKey: ['calls'] });
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Dialog open={open} onOpenChange={onOpenChange}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{t('delete.title')}</DialogTitle>
          <DialogDescription>{t('delete.text')}</DialogDescription>
        </DialogHeader>
        {error !== null && <Failure error={error} />}
        <DialogFooter>
          <Button onClick={() => onOpenChange(false)}>{t('common:cancel')}</Button>
          <Button variant="destructive" disabled={busy} onClick={() => void remove()}>
            {t('delete.do')}
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
