/** All keys of the builder, from the table that the keyboard goes by. */
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog.tsx';
import { keys, keySign, type Command } from './keys.ts';
import { useNames } from './names.ts';
import { useView } from './viewState.ts';

export function HelpSheet() {
  const { t } = useNames();
  const open = useView((view) => view.help);
  const commands = [...new Set(keys.map(({ command }) => command))];
  return (
    <Dialog open={open} onOpenChange={(help) => useView.setState({ help })}>
      <DialogContent from="side">
        <DialogHeader>
          <DialogTitle>{t('help.title')}</DialogTitle>
          <DialogDescription>{t('help.text')}</DialogDescription>
        </DialogHeader>
        <DialogBody tabIndex={0} aria-label={t('help.title')} role="region">
          <dl className="divide-y">
            {commands.map((command) => (
              <div key={command} className="flex min-h-8 items-center justify-between gap-4 py-1">
                <dt>{t(`commands.${command}`)}</dt>
                <dd className="flex gap-1.5">
                  {signs(command).map((sign) => (
                    <kbd
                      key={sign}
                      className="rounded-sm border bg-muted px-1.5 py-0.5 font-mono text-xs whitespace-nowrap"
                    >
                      {sign}
                    </kbd>
                  ))}
                </dd>
              </div>
            ))}
            <div className="flex min-h-8 items-center justify-between gap-4 py-1">
              <dt>{t('help.clipboard')}</dt>
              <dd className="flex gap-1.5">
                {['c', 'x', 'v'].map((key) => (
                  <kbd key={key} className="rounded-sm border bg-muted px-1.5 py-0.5 font-mono text-xs">
                    {keySign({ key, mod: true })}
                  </kbd>
                ))}
              </dd>
            </div>
          </dl>
        </DialogBody>
      </DialogContent>
    </Dialog>
  );
}

const signs = (command: Command) => keys.filter((key) => key.command === command).map(keySign);
