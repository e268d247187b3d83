/** A button that opens a menu of which one item holds. The menu is loaded when somebody reaches for the button. */
import { lazy, Suspense, useId, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { Button } from './button.tsx';

export interface Choice {
  readonly value: string;
  readonly text: string;
  readonly lang?: string;
}

interface ChoiceMenuProps {
  readonly label: string;
  readonly icon: ReactNode;
  readonly choices: readonly Choice[];
  readonly value: string;
  readonly onChoose: (value: string) => void;
}

const load = () => import('./choiceMenuPanel.tsx');
const Panel = lazy(async () => ({ default: (await load()).ChoiceMenuPanel }));

export function ChoiceMenu({ label, icon, ...choosing }: ChoiceMenuProps) {
  const id = useId();
  const button = useRef<HTMLButtonElement>(null);
  const [reached, setReached] = useState(false);
  const [open, setOpen] = useState(false);
  const reach = () => setReached(true);
  const down = (event: KeyboardEvent) => {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    setOpen(true);
  };
  return (
    <span className="relative">
      <Button
        ref={button}
        id={id}
        variant="ghost"
        size="icon"
        aria-label={label}
        aria-haspopup="menu"
        aria-expanded={open}
        onPointerEnter={reach}
        onFocus={reach}
        onClick={() => setOpen(true)}
        onKeyDown={down}
      >
        {icon}
      </Button>
      <Suspense>
        {(reached || open) && (
          <Panel
            {...choosing}
            labelledBy={id}
            open={open}
            onOpenChange={setOpen}
            onClosed={() => button.current?.focus()}
          />
        )}
      </Suspense>
    </span>
  );
}
