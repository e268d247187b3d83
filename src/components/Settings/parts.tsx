import { Check, Copy } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { RequestError } from '../api/client.ts';
import { Button } from '../ui/button.tsx';
import { Problem } from '../ui/field.tsx';
import { ErrorText } from '../ui/errorText.tsx';

export function SectionTitle({ title, children }: { readonly title: string; readonly children?: ReactNode }) {
  return (
    <div className="mb-4 space-y-1">
      <h2 className="text-lg font-semibold">{title}</h2>
      {children && <p className="max-w-2xl text-muted-foreground">{children}</p>}
    </div>
  );
}

/** An address or a key to be taken elsewhere. On plain http pages may not write the clipboard: then it is selected. */
export function Copyable({ text, label }: { readonly text: string; readonly label: string }) {
  const { t } = useTranslation('settings');
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <div className="flex items-center gap-2">
      <input
        readOnly
        aria-label={label}
        value={text}
        onFocus={({ target }) => target.select()}
        className="h-8 min-w-0 flex-1 rounded-md border border-input bg-muted px-2.5 font-mono focus-visible:outline-2 focus-visible:-outline-offset-1"
      />
      {isSecureContext && (
        <Button onClick={() => void copy()} aria-label={t('copy', { what: label })}>
          {copied ? <Check aria-hidden /> : <Copy aria-hidden />}
          <span aria-live="polite">{copied ? t('copied') : t('copyShort')}</span>
        </Button>
      )}
    </div>
  );
}

/** A refusal beside what was refused. */
export function Refusal({ error }: { readonly error: unknown }) {
  const { t } = useTranslation();
  if (!error) return null;
  const known = error instanceof RequestError ? error : null;
  return (
    <Problem>
      <span>{known ? <ErrorText error={known} /> : t('error.unknown')}</span>
    </Problem>
  );
}
