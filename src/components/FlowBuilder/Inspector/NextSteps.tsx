/** Where each outcome leads: the keyboard's way of connecting. */
import { CornerDownRight, Plus } from 'lucide-react';
import { memo, useId, useMemo, useState } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import { useShallow } from 'zustand/react/shallow';
import type { FlowNode } from '../../../types/flow.ts';
import { Button } from '../../ui/button.tsx';
import { Label, Select } from '../../ui/input.tsx';
import { targetOf } from '../document/edit.ts';
import { hangUpsOf, outcomesOf, type Outcome } from '../document/spec.ts';
import { nodeName, useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { openAdd } from '../viewState.ts';

const HANG_UP = '\u0000hang-up';

export function NextSteps({ node }: { readonly node: FlowNode }) {
  const { t } = useTranslation('inspector');
  const nodeTypes = useBuilder((state) => state.nodeTypes);
  const outcomes = useMemo(() => outcomesOf(nodeTypes, node), [nodeTypes, node]);
  const targets = useBuilder(
    useShallow((state) => outcomes.map(({ id }) => targetOf(state.document, node.id, id) ?? '')),
  );
  const names = useNames();
  if (outcomes.length === 0) return <p className="text-muted-foreground">{t('next.none')}</p>;
  const hangUps = hangUpsOf(node);
  return (
    <div className="space-y-3">
      {outcomes.map((outcome, i) => (
        <NextStep
          key={outcome.id}
          nodeId={node.id}
          outcome={outcome}
          label={names.outcome(node.type, outcome)}
          target={hangUps.includes(outcome.id) ? HANG_UP : (targets[i] ?? '')}
        />
      ))}
    </div>
  );
}

interface NextStepProps {
  readonly nodeId: string;
  readonly outcome: Outcome;
  readonly label: string;
  /** Id of a node, `HANG_UP`, or '' for nowhere. */
  readonly target: string;
}

function NextStepRow({ nodeId, outcome, label, target }: NextStepProps) {
  const { t } = useTranslation('inspector');
  const id = useId();
  // A flow of hundreds of steps has its list drawn when somebody looks into it.
  const [asked, setAsked] = useState(false);
  const steps = useSteps(asked ? null : target);
  const ask = () => setAsked(true);
  const choose = (to: string) => {
    const { setOutcomeTarget, setHangUp } = useBuilder.getState();
    if (to === HANG_UP) return setHangUp(nodeId, outcome.id, true);
    setHangUp(nodeId, outcome.id, false);
    setOutcomeTarget(nodeId, outcome.id, to === '' ? null : to);
  };
  const leads = target !== '' && target !== HANG_UP;
  return (
    <div className="space-y-1">
      <Label htmlFor={id}>{label}</Label>
      <div className="flex items-center gap-1">
        <Select
          id={id}
          value={target}
          aria-invalid={target === '' || undefined}
          onFocus={ask}
          onPointerDown={ask}
          onChange={(event) => choose(event.target.value)}
        >
          <option value="">{t('next.nowhere')}</option>
          <option value={HANG_UP}>{t('next.hangUp')}</option>
          {steps.map(([step, title]) => (
            <option key={step} value={step}>
              {step === nodeId ? t('next.itself', { title }) : title}
            </option>
          ))}
        </Select>
        {leads && (
          <Button
            variant="ghost"
            size="icon"
            aria-label={t('next.goTo', { title: steps.find(([step]) => step === target)?.[1] ?? target })}
            onClick={() => useBuilder.getState().selectNode(target)}
          >
            <CornerDownRight aria-hidden />
          </Button>
        )}
        <Button
          variant="ghost"
          size="icon"
          aria-label={t('next.add', { label })}
          onClick={() => openAdd({ after: { nodeId, outcome: outcome.id } })}
        >
          <Plus aria-hidden />
        </Button>
      </div>
    </div>
  );
}

const NextStep = memo(NextStepRow);

/** Two steps without a name of their own are told apart. */
const titleIn = ({ id, type, label }: FlowNode, name: string) =>
  label === undefined && id !== type ? `${name} · ${id}` : name;

/** Steps that a connection may lead to, with their titles; `only`: one of them. */
function useSteps(only: string | null): readonly (readonly [string, string])[] {
  const { t } = useNames();
  const flat = useBuilder(
    useShallow((state) =>
      state.document.flow.nodes.flatMap((node) =>
        (only === null ? state.nodeTypes.get(node.type)?.entered !== false : node.id === only)
          ? [node.id, titleIn(node, nodeName(t, state.nodeTypes, node))]
          : [],
      ),
    ),
  );
  return useMemo(() => {
    const pairs: (readonly [string, string])[] = [];
    for (let i = 0; i < flat.length; i += 2) pairs.push([flat[i] ?? '', flat[i + 1] ?? '']);
    return pairs.sort(([, a], [, b]) => a.localeCompare(b));
  }, [flat]);
}
