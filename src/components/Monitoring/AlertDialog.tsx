import { useQueryClient } from '@tanstack/react-query';
import { useId, useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { AlertMetric, AlertRule, AlertRuleInput, FigureOrigin } from '../../types/apiMonitoring.ts';
import { ask } from '../api/client.ts';
import { alertsQuery } from '../api/queries.ts';
import { Button } from '../ui/button.tsx';
import {
  Dialog,
  DialogBody,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogHeader,
  DialogTitle,
} from '../ui/dialog.tsx';
import { Input, Label, Select } from '../ui/input.tsx';
import { Failure } from '../ui/state.tsx';
import { Switch } from '../ui/switch.tsx';

const metrics = ['speechEndToAudio', 'decisionToAudio', 'errors', 'lateTurns', 'failovers'] as const;
const percentiles = [50, 90, 95, 99] as const;
const fresh: AlertRuleInput = {
  name: '',
  enabled: true,
  origin: 'measured',
  metric: 'speechEndToAudio',
  percentile: 95,
  threshold: 1e3,
  windowMinutes: 5,
  minTurns: 20,
};

interface AlertDialogProps {
  /** null: a new one. */
  readonly rule: AlertRule | null;
  readonly onClose: () => void;
}

export function AlertDialog({ rule, onClose }: AlertDialogProps) {
  const { t } = useTranslation(['monitoring', 'common']);
  const client = useQueryClient();
  const [input, setInput] = useState<AlertRuleInput>(() => (rule ? inputOf(rule) : fresh));
  const [error, setError] = useState<unknown>(null);
  const set = (change: Partial<AlertRuleInput>) => setInput({ ...input, ...change });
  const clock = input.metric === 'speechEndToAudio' || input.metric === 'decisionToAudio';
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const body = { ...input, ...(input.webhookUrl === '' && { webhookUrl: null }) };
      if (rule) await ask(`/alerts/rules/${rule.id}`, { method: 'PUT', body });
      else await ask('/alerts/rules', { method: 'POST', body });
      await client.invalidateQueries({ queryKey: alertsQuery.queryKey });
      onClose();
    } catch (caught) {
      setError(caught);
    }
  };
  const figure = (name: 'threshold' | 'windowMinutes' | 'minTurns', min: number, max: number) => (
    <Field label={name === 'threshold' && clock ? t('alerts.thresholdMs') : t(`alerts.${name}`)}>
      {(id) => (
        <Input
          id={id}
          type="number"
          required
          min={min}
          max={max}
          value={input[name]}
          onChange={({ target }) => set({ [name]: target.valueAsNumber || 0 })}
        />
      )}
    </Field>
  );
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent>
        <DialogHeader>
          <DialogTitle>{rule ? t('alerts.editTitle') : t('alerts.addTitle')}</DialogTitle>
          <DialogDescription>{t('alerts.text')}</DialogDescription>
        </DialogHeader>
        <form className="contents" onSubmit={(event) => void save(event)}>
          <DialogBody className="grid grid-cols-2 content-start gap-3">
            <Field label={t('alerts.name')} wide>
              {(id) => (
                <Input
                  id={id}
                  required
                  maxLength={120}
                  value={input.name}
                  onChange={({ target }) => set({ name: target.value })}
                />
              )}
            </Field>
            <Field label={t('alerts.metric')} wide={!clock}>
              {(id) => (
                <Select
                  id={id}
                  value={input.metric}
                  onChange={({ target }) => set({ metric: target.value as AlertMetric })}
                >
                  {metrics.map((metric) => (
                    <option key={metric} value={metric}>
                      {t(`metric.${metric}`)}
                    </option>
                  ))}
                </Select>
              )}
            </Field>
            {clock && (
              <Field label={t('alerts.percentile')}>
                {(id) => (
                  <Select
                    id={id}
                    value={input.percentile}
                    onChange={({ target }) =>
                      set({ percentile: percentiles.find((one) => one === Number(target.value)) ?? 95 })
                    }
                  >
                    {percentiles.map((one) => (
                      <option key={one} value={one}>
                        P{one}
                      </option>
                    ))}
                  </Select>
                )}
              </Field>
            )}
            {figure('threshold', 0, 1_000_000)}
            {figure('windowMinutes', 1, 360)}
            {clock && figure('minTurns', 1, 10_000)}
            <Field label={t('origin.label')}>
              {(id) => (
                <Select
                  id={id}
                  value={input.origin}
                  onChange={({ target }) => set({ origin: target.value as FigureOrigin })}
                >
                  <option value="measured">{t('origin.measured')}</option>
                  <option value="simulated">{t('origin.simulated')}</option>
                </Select>
              )}
            </Field>
            <Field label={t('alerts.webhookUrl')} wide hint={t('alerts.webhookHint')}>
              {(id) => (
                <Input
                  id={id}
                  type="url"
                  aria-describedby={`${id}-hint`}
                  placeholder={
                    rule?.webhookHost ? t('alerts.webhookKept', { host: rule.webhookHost }) : 'https://'
                  }
                  value={input.webhookUrl ?? ''}
                  onChange={({ target }) => set({ webhookUrl: target.value })}
                />
              )}
            </Field>
            <label className="col-span-2 flex items-center gap-2">
              <Switch checked={input.enabled} onCheckedChange={(enabled) => set({ enabled })} />
              {t('alerts.enabled')}
            </label>
            {error !== null && (
              <div className="col-span-2">
                <Failure error={error} />
              </div>
            )}
          </DialogBody>
          <DialogFooter>
            <Button onClick={onClose}>{t('common:cancel')}</Button>
            <Button type="submit" variant="primary">
              {t('common:save')}
            </Button>
          </DialogFooter>
        </form>
      </DialogContent>
    </Dialog>
  );
}

function inputOf({ id: _id, webhookHost: _host, ...rule }: AlertRule): AlertRuleInput {
  return rule;
}

interface FieldProps {
  readonly label: string;
  readonly wide?: boolean;
  readonly hint?: string;
  readonly children: (id: string) => ReactNode;
}

function Field({ label, wide = false, hint, children }: FieldProps) {
  const id = useId();
  return (
    <div className={wide ? 'col-span-2 space-y-1' : 'space-y-1'}>
      <Label htmlFor={id}>{label}</Label>
      {children(id)}
      {hint && (
        <p id={`${id}-hint`} className="text-xs text-muted-foreground">
          {hint}
        </p>
      )}
    </div>
  );
}
