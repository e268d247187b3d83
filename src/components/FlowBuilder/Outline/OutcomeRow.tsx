/** Where an outcome leads, as a select. Its options are made when somebody turns to it: 500 rows of 500 would be felt. */
import { Plus } from 'lucide-react';
import { useId, useState } from 'react';
import type { FlowNode } from '../../../types/flow.ts';
import { Button } from '../../ui/button.tsx';
import { Select } from '../../ui/input.tsx';
import { nodeOf, targetOf } from '../document/edit.ts';
import { hangUpsOf, type Outcome } from '../document/spec.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { openAdd } from '../viewState.ts';

const HANG_UP = '\u0000hang-up';

interface OutcomeRowProps {
  readonly node: FlowNode;
  readonly outcome: Outcome;
}

export function OutcomeRow({ node, outcome }: OutcomeRowProps) {
  const id = useId();
  const names = useNames();
  const { t } = names;
  const [open, setOpen] = useState(false);
  const target = useBuilder(({ document }) => targetOf(document, node.id, outcome.id));
  const targetNode = useBuilder(({ document }) => (target === null ? undefined : nodeOf(document, target)));
  const name = names.outcome(node.type, outcome);
  const value = target ?? (hangUpsOf(node).includes(outcome.id) ? HANG_UP : '');
  const choose = (chosen: string) => {
    const { setOutcomeTarget, setHangUp } = useBuilder.getState();
    if (chosen === HANG_UP) return setHangUp(node.id, outcome.id, true);
    if (value === HANG_UP) setHangUp(node.id, outcome.id, false);
    setOutcomeTarget(node.id, outcome.id, chosen === '' ? null : chosen);
  };
  return (
    <li className="flex items-center gap-2 py-0.5">
      <label htmlFor={id} className="w-28 min-w-0 shrink-0 truncate text-[12px] sm:w-44" title={name}>
        {name}
      </label>
      <Select
        id={id}
        value={value}
        className="h-7 max-w-72"
        onPointerDown={() => setOpen(true)}
        onFocus={() => setOpen(true)}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('outline.nowhere')}</option>
        <option value={HANG_UP}>{t('outline.hangUp')}</option>
        {open ? (
          <Targets />
        ) : (
          target !== null && <option value={target}>{targetNode ? names.node(targetNode) : target}</option>
        )}
      </Select>
      <Button
        variant="ghost"
        size="icon-sm"
        aria-label={t('outline.addAfterOutcome', { outcome: name })}
        onClick={() => openAdd({ after: { nodeId: node.id, outcome: outcome.id } })}
      >
        <Plus />
      </Button>
    </li>
  );
}

function Targets() {
  const { specs, node: nameOf, type } = useNames();
  const nodes = useBuilder(({ document }) => document.flow.nodes);
  return nodes
    .filter((node) => specs.get(node.type)?.entered !== false)
    .map((node) => (
      <option key={node.id} value={node.id}>
        {node.label ? `${nameOf(node)} (${type(node.type)})` : `${nameOf(node)} · ${node.id}`}
      </option>
    ));
}
