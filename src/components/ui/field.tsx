/** A control with its name, what it does to callers, and what is wrong with it. */
import { CircleAlert } from 'lucide-react';
import { useId, useState, type ReactNode } from 'react';
import { cn } from '../lib/cn.ts';
import { Input, Label, Textarea } from './input.tsx';
import { Switch } from './switch.tsx';

export interface FieldControl {
  readonly id: string;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string | undefined;
}

interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  /** A sentence; absent: nothing is wrong. */
  readonly problem?: string | null | undefined;
  readonly className?: string;
  readonly children: (control: FieldControl) => ReactNode;
}

export function Field({ label, hint, problem, className, children }: FieldProps) {
  const id = useId();
  const described = [hint && `${id}-hint`, problem && `${id}-problem`].filter(Boolean).join(' ');
  return (
    <div data-slot="field" className={cn('space-y-1', className)}>
      <Label htmlFor={id}>{label}</Label>
      {children({ id, 'aria-invalid': Boolean(problem), 'aria-describedby': described || undefined })}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted-foreground">
          {hint}
        </p>
      )}
      {problem && <Problem id={`${id}-problem`}>{problem}</Problem>}
    </div>
  );
}

export function Problem({ id, children }: { readonly id?: string; readonly children: ReactNode }) {
  return (
    <p id={id} role="alert" className="flex items-start gap-1 text-xs text-destructive">
      <CircleAlert aria-hidden className="mt-px size-3.5 shrink-0" /> {children}
    </p>
  );
}

interface TextFieldProps extends Omit<FieldProps, 'children'> {
  readonly value: string;
  readonly onCommit: (value: string) => void;
  /** What is wrong with a text; while something is, it stays here and is not handed on. */
  readonly check?: (text: string) => string | null;
  readonly lines?: boolean;
  readonly type?: 'text' | 'number' | 'tel' | 'url';
  readonly placeholder?: string;
  readonly lang?: string;
}

/**
 * Hands every text on at once that may stand; what may not stays on the screen with the reason. While somebody writes, what
 * they wrote is shown, not what was made of it.
 */
export function TextField({
  value,
  onCommit,
  check,
  lines = false,
  problem,
  type = 'text',
  placeholder,
  lang,
  ...field
}: TextFieldProps) {
  const [draft, setDraft] = useState<string | null>(null);
  const text = draft ?? value;
  const wrong = draft === null ? null : (check?.(draft) ?? null);
  const change = (next: string) => {
    setDraft(next);
    if ((check?.(next) ?? null) === null) onCommit(next);
  };
  const leave = () => {
    if (wrong === null) setDraft(null);
  };
  return (
    <Field {...field} problem={wrong ?? problem}>
      {(control) => {
        const common = { ...control, value: text, placeholder, lang, onBlur: leave } as const;
        return lines ? (
          <Textarea {...common} onChange={({ target }) => change(target.value)} />
        ) : (
          <Input {...common} type={type} onChange={({ target }) => change(target.value)} />
        );
      }}
    </Field>
  );
}

interface SwitchFieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  readonly disabled?: boolean;
  readonly children?: ReactNode;
}

export function SwitchField({ label, hint, checked, onChange, disabled, children }: SwitchFieldProps) {
  const id = useId();
  return (
    <div data-slot="switch-field" className="flex items-start gap-3">
      <Switch
        id={id}
        checked={checked}
        onCheckedChange={onChange}
        disabled={disabled}
        aria-describedby={hint ? `${id}-hint` : undefined}
      />
      <div className="min-w-0 flex-1 space-y-1 pt-0.5">
        <Label htmlFor={id}>{label}</Label>
        {hint && (
          <p id={`${id}-hint`} className="text-xs text-muted-foreground">
            {hint}
          </p>
        )}
        {children}
      </div>
    </div>
  );
}
