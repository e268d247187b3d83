/** The way in when the server is not on this machine. */
import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import { ask, RequestError } from '../api/client.ts';
import icon from '../icon.svg';
import { usePageTitle } from '../lib/pageTitle.ts';
import { Button } from '../ui/button.tsx';
import { Input, Label } from '../ui/input.tsx';
import { ErrorText } from '../ui/errorText.tsx';

export function SignIn() {
  const { t } = useTranslation();
  const client = useQueryClient();
  const id = useId();
  usePageTitle(t('signIn.title'));
  const [token, setToken] = useState('');
  const [error, setError] = useState<RequestError | null>(null);
  const [busy, setBusy] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    try {
      await ask('/session', { method: 'POST', body: { token } });
      await client.invalidateQueries();
    } catch (caught) {
      if (!(caught instanceof RequestError)) throw caught;
      setError(caught);
    } finally {
      setBusy(false);
    }
  };
  return (
    <main className="flex min-h-full items-center justify-center p-4">
      <form
        onSubmit={(event) => void submit(event)}
        className="w-full max-w-sm space-y-4 rounded-lg border bg-card p-6"
      >
        <img src={icon} alt="" className="size-9" />
        <h1 className="text-xl font-semibold">{t('signIn.title')}</h1>
        <p className="text-muted-foreground">{t('signIn.text')}</p>
        <div className="space-y-1.5">
          <Label htmlFor={id}>{t('signIn.token')}</Label>
          <Input
            id={id}
            type="password"
            autoComplete="current-password"
            required
            value={token}
            aria-invalid={error !== null}
            aria-describedby={error ? `${id}-error` : undefined}
            onChange={({ target }) => setToken(target.value)}
          />
        </div>
        {error && (
          <p id={`${id}-error`} role="alert" className="text-destructive">
            <ErrorText error={error} />
          </p>
        )}
        <Button type="submit" variant="primary" className="w-full" disabled={busy || token === ''}>
          {t('signIn.do')}
        </Button>
      </form>
    </main>
  );
}
