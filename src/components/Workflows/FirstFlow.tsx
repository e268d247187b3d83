/** An empty server: the three steps to an answered call. */
import { Hash, MessagesSquare, Shapes } from 'lucide-react';
import { useTranslation } from '../lib/i18n.ts';
import { Button } from '../ui/button.tsx';

const steps = [
  { name: 'template', icon: Shapes },
  { name: 'talk', icon: MessagesSquare },
  { name: 'number', icon: Hash },
] as const;

export function FirstFlow({ onBegin }: { readonly onBegin: () => void }) {
  const { t } = useTranslation('flows');
  return (
    <section className="mx-auto flex max-w-3xl flex-col items-center gap-6 py-10 text-center">
      <div className="space-y-2">
        <h2 className="text-lg font-semibold">{t('first.title')}</h2>
        <p className="text-muted-foreground">{t('first.text')}</p>
      </div>
      <ol className="grid w-full gap-3 text-left sm:grid-cols-3">
        {steps.map(({ name, icon: Icon }, i) => (
          <li key={name} className="space-y-1.5 rounded-lg border bg-card p-3">
            <span className="flex items-center gap-2 font-medium">
              <Icon aria-hidden className="size-4 text-primary" />
              {i + 1}. {t(`first.${name}`)}
            </span>
            <p className="text-[12px] text-muted-foreground">{t(`first.${name}Text`)}</p>
          </li>
        ))}
      </ol>
      <Button variant="primary" onClick={onBegin}>
        {t('first.do')}
      </Button>
    </section>
  );
}
