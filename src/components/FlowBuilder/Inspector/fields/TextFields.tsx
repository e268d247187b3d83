/** Texts, expressions, names and numbers: one control, one value. */
import { Check } from 'lucide-react';
import { useId, useRef } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { Input, Select, Textarea } from '../../../ui/input.tsx';
import { useBuilder } from '../../store.ts';
import { useNodeForm } from '../context.ts';
import { unitOf } from '../schema/kinds.ts';
import { problemsUnder } from '../schema/problems.ts';
import type { FieldProps } from './fieldProps.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { InsertVariable } from './InsertVariable.tsx';
import { useTyped } from './useTyped.ts';

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

interface TextFieldProps extends FieldProps {
  readonly multiline: boolean;
  readonly template: boolean;
}

export function TextField({ multiline, template, optional, ...field }: TextFieldProps) {
  const { change, problems } = useNodeForm();
  const control = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const commit = (text: string) => change(field.path, text === '' && optional ? undefined : text);
  const Control = multiline ? Textarea : Input;
  return (
    <FieldFrame
      {...field}
      problems={problemsUnder(problems, field.path)}
      aside={template && <InsertVariable control={control} title={field.title} braces onInsert={commit} />}
    >
      {(props) => (
        <Control
          {...props}
          ref={control}
          value={textOf(field.value)}
          onChange={({ target }) => commit(target.value)}
          maxLength={field.schema.maxLength}
        />
      )}
    </FieldFrame>
  );
}

/** A condition or a value that is worked out. The server reads it, as it reads it in a call. */
export function ExpressionField(field: FieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const checked = useBuilder((state) => state.checked);
  const control = useRef<HTMLTextAreaElement>(null);
  const text = textOf(field.value);
  const found = problemsUnder(problems, field.path);
  const sound = checked === 'fresh' && found.length === 0 && text.trim() !== '';
  return (
    <FieldFrame
      {...field}
      problems={found}
      aside={
        <span className="flex items-center gap-1">
          <span role="status" className="flex items-center gap-1 text-xs text-primary">
            {sound && (
              <>
                <Check aria-hidden className="size-3.5" /> {t('expression.sound')}
              </>
            )}
          </span>
          <InsertVariable
            control={control}
            title={field.title}
            braces={false}
            onInsert={(next) => change(field.path, next)}
          />
        </span>
      }
    >
      {(props) => (
        <Textarea
          {...props}
          ref={control}
          value={text}
          onChange={({ target }) => change(field.path, target.value)}
          rows={1}
          spellCheck={false}
          className="min-h-8 font-mono text-[12px]"
          maxLength={field.schema.maxLength}
        />
      )}
    </FieldFrame>
  );
}

/** One of the flow's variables, or the name of one that is then declared. */
export function VariableField({ optional, ...field }: FieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems, variables, declareVariable } = useNodeForm();
  const list = useId();
  const typed = useTyped(
    textOf(field.value),
    (text) => change(field.path, text === '' && optional ? undefined : text),
    'leaving',
  );
  const name = textOf(field.value);
  const unknown = /^[a-z][A-Za-z0-9_]{0,63}$/.test(name) && !variables.includes(name);
  return (
    <FieldFrame {...field} problems={problemsUnder(problems, field.path)}>
      {(props) => (
        <>
          <Input
            {...props}
            {...typed}
            list={list}
            spellCheck={false}
            autoComplete="off"
            className="font-mono text-[12px]"
          />
          <datalist id={list}>
            {variables.map((one) => (
              <option key={one} value={one} />
            ))}
          </datalist>
          {unknown && (
            <Button size="sm" onClick={() => declareVariable(name)}>
              {t('variable.declare', { name })}
            </Button>
          )}
        </>
      )}
    </FieldFrame>
  );
}

/** Names an outcome. Taken over when the field is left: connections go by it. */
export function IdField(field: FieldProps) {
  const { change, problems } = useNodeForm();
  const from = textOf(field.value);
  const typed = useTyped(from, (to) => change(field.path, to, { from, to }), 'leaving');
  return (
    <FieldFrame {...field} problems={problemsUnder(problems, field.path)}>
      {(props) => <Input {...props} {...typed} spellCheck={false} className="font-mono text-[12px]" />}
    </FieldFrame>
  );
}

export function NumberField({
  optional,
  name,
  integer,
  ...field
}: FieldProps & { readonly integer: boolean }) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const typed = useTyped(textOf(field.value), (text) => {
    const number = Number(text);
    if (text.trim() === '') change(field.path, optional ? undefined : field.schema.default);
    else if (Number.isFinite(number)) change(field.path, number);
  });
  const unit = unitOf(name);
  return (
    <FieldFrame {...field} unit={unit && t(`units.${unit}`)} problems={problemsUnder(problems, field.path)}>
      {(props) => (
        <Input
          {...props}
          {...typed}
          type="number"
          inputMode={integer ? 'numeric' : 'decimal'}
          step={integer ? 1 : 'any'}
          min={field.schema.minimum}
          max={field.schema.maximum}
          className="w-32 font-mono tabular-nums"
        />
      )}
    </FieldFrame>
  );
}

interface ChoiceFieldProps extends FieldProps {
  readonly values: readonly { readonly value: unknown; readonly label: string }[];
}

export function ChoiceField({ values, optional, ...field }: ChoiceFieldProps) {
  const { t } = useTranslation('inspector');
  const { change, problems } = useNodeForm();
  const index = values.findIndex(({ value }) => value === field.value);
  // Of another server's making: kept until somebody chooses.
  const foreign = index < 0 && field.value !== undefined && field.value !== '';
  return (
    <FieldFrame {...field} problems={problemsUnder(problems, field.path)}>
      {(props) => (
        <Select
          {...props}
          value={index}
          onChange={({ target }) => change(field.path, values[Number(target.value)]?.value)}
        >
          {(optional || index < 0) && <option value={-1}>{foreign ? textOf(field.value) : t('none')}</option>}
          {values.map(({ label }, i) => (
            <option key={i} value={i}>
              {label}
            </option>
          ))}
        </Select>
      )}
    </FieldFrame>
  );
}
