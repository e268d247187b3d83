/** A text, or a list of phrases, per language of the workflow. */
import { useRef } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { Textarea } from '../../../ui/input.tsx';
import { useNodeForm } from '../context.ts';
import { isObject } from '../schema/paths.ts';
import { problemsUnder } from '../schema/problems.ts';
import type { FieldProps } from './fieldProps.ts';
import { FieldFrame } from './FieldFrame.tsx';
import { InsertVariable } from './InsertVariable.tsx';
import { PerLanguage } from './PerLanguage.tsx';
import { useTyped } from './useTyped.ts';

/** Without the languages that have nothing; `undefined` where an optional setting has none at all. */
function withLanguage(
  value: Readonly<Record<string, unknown>>,
  language: string,
  next: unknown,
  optional: boolean,
): Record<string, unknown> | undefined {
  const { [language]: _old, ...others } = value;
  const all = next === undefined ? others : { ...value, [language]: next };
  return optional && Object.keys(all).length === 0 ? undefined : all;
}

function usePerLanguage({ value, path, optional }: FieldProps) {
  const { problems, change } = useNodeForm();
  const texts = isObject(value) ? value : {};
  const found = problemsUnder(problems, path);
  return {
    texts,
    found,
    hasProblem: (language: string) => found.some((problem) => problem.path?.[path.length] === language),
    write: (language: string, next: unknown) => change(path, withLanguage(texts, language, next, optional)),
  };
}

export function LocalisedField(field: FieldProps) {
  const { language, languages } = useNodeForm();
  const { texts, found, hasProblem, write } = usePerLanguage(field);
  const control = useRef<HTMLTextAreaElement>(null);
  const textIn = (tag: string) => (typeof texts[tag] === 'string' ? texts[tag] : '');
  const put = (tag: string, text: string) => write(tag, text === '' ? undefined : text);
  const known = [...languages, ...Object.keys(texts)];
  const shown = known.includes(language) ? language : (known[0] ?? 'default');
  return (
    <FieldFrame
      {...field}
      problems={found}
      aside={
        <InsertVariable control={control} title={field.title} braces onInsert={(text) => put(shown, text)} />
      }
    >
      {(props) => (
        <PerLanguage
          title={field.title}
          value={texts}
          isEmpty={(tag) => textIn(tag).trim() === ''}
          hasProblem={hasProblem}
        >
          {(tag) => (
            <Textarea
              {...props}
              ref={control}
              lang={tag === 'default' ? undefined : tag}
              value={textIn(tag)}
              onChange={({ target }) => put(tag, target.value)}
              maxLength={4_000}
              rows={2}
              className="min-h-12"
            />
          )}
        </PerLanguage>
      )}
    </FieldFrame>
  );
}

export function PhrasesField(field: FieldProps) {
  const { t } = useTranslation('inspector');
  const { texts, found, hasProblem, write } = usePerLanguage(field);
  const phrasesIn = (tag: string) => (Array.isArray(texts[tag]) ? texts[tag].map(String) : []);
  return (
    <FieldFrame
      {...field}
      hint={field.hint === '' ? t('phrases.hint') : `${field.hint} ${t('phrases.hint')}`}
      problems={found}
    >
      {(props) => (
        <PerLanguage
          title={field.title}
          value={texts}
          isEmpty={(tag) => phrasesIn(tag).length === 0}
          hasProblem={hasProblem}
        >
          {(tag) => (
            <Lines
              key={tag}
              {...props}
              lang={tag === 'default' ? undefined : tag}
              lines={phrasesIn(tag)}
              onLines={(lines) => write(tag, lines.length === 0 ? undefined : lines)}
            />
          )}
        </PerLanguage>
      )}
    </FieldFrame>
  );
}

interface LinesProps extends Omit<React.ComponentProps<'textarea'>, 'value' | 'onChange'> {
  readonly lines: readonly string[];
  readonly onLines: (lines: string[]) => void;
}

/** A list as lines of text: one entry a line, as people paste them. */
export function Lines({ lines, onLines, ...props }: LinesProps) {
  const { onKeyDown: _leaving, ...typed } = useTyped(lines.join('\n'), (text) =>
    onLines(
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== ''),
    ),
  );
  return <Textarea {...props} {...typed} rows={2} className="min-h-12" />;
}
