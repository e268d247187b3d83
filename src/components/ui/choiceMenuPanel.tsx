import type { Choice } from './choiceMenu.tsx';
import { Menu, MenuContent, MenuRadioGroup, MenuRadioItem, MenuTrigger } from './menu.tsx';

interface ChoiceMenuPanelProps {
  readonly labelledBy: string;
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Where the focus goes. */
  readonly onClosed: () => void;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

/** One comes to the item that holds, like in a list box. */
const focusIt = (item: HTMLElement | null) => item?.focus({ preventScroll: true });

/** The button stays what it was when the menu comes: an unseen trigger over it is what the menu is placed by. */
export function ChoiceMenuPanel({
  labelledBy,
  open,
  onOpenChange,
  onClosed,
  choices,
  value,
  onChoose,
}: ChoiceMenuPanelProps) {
  return (
    <Menu open={open} onOpenChange={onOpenChange}>
      <MenuTrigger asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </MenuTrigger>
      <MenuContent
        align="end"
        aria-labelledby={labelledBy}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          onClosed();
        }}
      >
        <MenuRadioGroup value={value} onValueChange={onChoose}>
          {choices.map((choice) => (
            <MenuRadioItem
              key={choice.value}
              ref={choice.value === value ? focusIt : undefined}
              value={choice.value}
              lang={choice.lang}
            >
              {choice.text}
            </MenuRadioItem>
          ))}
        </MenuRadioGroup>
      </MenuContent>
    </Menu>
  );
}
