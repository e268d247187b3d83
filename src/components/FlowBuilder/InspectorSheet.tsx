import type { ReactNode } from 'react';
import { Dialog, DialogContent, DialogTitle } from '../ui/dialog.tsx';

interface InspectorSheetProps {
  readonly label: string;
  readonly footer: ReactNode;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** The inspector over a narrow screen. */
export function InspectorSheet({ label, footer, onClose, children }: InspectorSheetProps) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent from="side" aria-describedby={undefined}>
        <DialogTitle className="sr-only">{label}</DialogTitle>
        <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
        {footer}
      </DialogContent>
    </Dialog>
  );
}
