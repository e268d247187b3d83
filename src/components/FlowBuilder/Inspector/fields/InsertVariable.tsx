/** Puts a variable, or a reading-out of one, where the cursor is. */
import { Braces } from 'lucide-react';
import { useRef, type RefObject } from 'react';
import { useTranslation } from '../../../lib/i18n.ts';
import { Button } from '../../../ui/button.tsx';
import { Menu, MenuContent, MenuItem, MenuLabel, MenuSeparator, MenuTrigger } from '../../../ui/menu.tsx';
import { useNodeForm } from '../context.ts';

type TextControl = HTMLInputElement | HTMLTextAreaElement;

/** What every flow can read besides its own variables. */
const given = ['last.text', 'last.digits', 'lang'] as const;
const readings = ['sayDate', 'sayTime', 'sayDigits'] as const;

interface InsertVariableProps {
  readonly control: RefObject<TextControl | null>;
  /** Title of the field, for the button's name. */
  readonly title: string;
  /** In a text they stand in braces, in an expression not. */
  readonly braces: boolean;
  readonly onInsert: (text: string) => void;
}

export function InsertVariable({ control, title, braces, onInsert }: InsertVariableProps) {
  const { t } = useTranslation('inspector');
  const { variables } = useNodeForm();
  const inserted = useRef(false);
  const insert = (name: string) => {
    const { current } = control;
    if (!current) return;
    const { value, selectionStart, selectionEnd } = current;
    const [from, to] = [selectionStart ?? value.length, selectionEnd ?? value.length];
    const piece = braces ? `{{ ${name} }}` : name;
    onInsert(value.slice(0, from) + piece + value.slice(to));
    inserted.current = true;
    requestAnimationFrame(() => current.setSelectionRange(from + piece.length, from + piece.length));
  };
  return (
    <Menu>
      <MenuTrigger asChild>
        <Button variant="ghost" size="icon-sm" className="size-6" aria-label={t('insert.label', { title })}>
          <Braces aria-hidden />
        </Button>
      </MenuTrigger>
      <MenuContent
        align="end"
        className="max-h-80 overflow-y-auto"
        onCloseAutoFocus={(event) => {
          if (!inserted.current) return;
          inserted.current = false;
          event.preventDefault();
          control.current?.focus();
        }}
      >
        <MenuLabel>{t('insert.variables')}</MenuLabel>
        {variables.length === 0 && <MenuLabel>{t('insert.none')}</MenuLabel>}
        {variables.map((name) => (
          <MenuItem key={name} className="font-mono" onSelect={() => insert(name)}>
            {name}
          </MenuItem>
        ))}
        <MenuSeparator />
        <MenuLabel>{t('insert.given')}</MenuLabel>
        {given.map((name) => (
          <MenuItem key={name} onSelect={() => insert(name)}>
            <span className="font-mono">{name}</span>
            <span className="text-xs text-muted-foreground">{t(`insert.${name.replace('.', '_')}`)}</span>
          </MenuItem>
        ))}
        {variables.length > 0 && (
          <>
            <MenuSeparator />
            <MenuLabel>{t('insert.readOut')}</MenuLabel>
            {readings.map((name) => (
              <MenuItem key={name} onSelect={() => insert(`${name}(${variables[0]}, lang)`)}>
                <span className="font-mono">{name}</span>
                <span className="text-xs text-muted-foreground">{t(`insert.${name}`)}</span>
              </MenuItem>
            ))}
          </>
        )}
      </MenuContent>
    </Menu>
  );
}
