/** Takes the steps that lie in a frame into its flexible group. */
import { Plus } from 'lucide-react';
import { useMemo } from 'react';
import { useTranslation } from '../../lib/i18n.ts';
import type { FlowNode } from '../../../types/flow.ts';
import { Button } from '../../ui/button.tsx';
import { insideOf } from '../canvas/frames.ts';
import { useBuilder } from '../store.ts';
import { useNodeForm } from './context.ts';

export function TakeInside({ frame }: { readonly frame: FlowNode }) {
  const { t } = useTranslation('inspector');
  const { change, announce } = useNodeForm();
  const document = useBuilder((state) => state.document);
  const specs = useBuilder((state) => state.nodeTypes);
  const members = useMemo(() => membersOf(frame), [frame]);
  const open = useMemo(() => {
    const named = new Set(members.map(({ node }) => node));
    const enters = new Map(
      document.flow.nodes.map(({ id, type }) => [id, specs.get(type)?.entered === true]),
    );
    return insideOf(document, specs, frame).filter((id) => enters.get(id) === true && !named.has(id));
  }, [document, specs, frame, members]);
  if (frame.data['flex'] !== true || open.length === 0) return null;
  return (
    <Button
      size="sm"
      onClick={() => {
        // oxlint-disable-next-line unicorn/no-thenable -- a setting's name in plain JSON
        const added = open.map((node) => ({ node, phrases: {}, then: 'go' }));
        change(['members'], [...members, ...added]);
        announce(t('members.taken', { count: added.length }));
      }}
    >
      <Plus aria-hidden /> {t('members.take', { count: open.length })}
    </Button>
  );
}

function membersOf({ data: { members } }: FlowNode): readonly { readonly node?: unknown }[] {
  return Array.isArray(members) ? (members as { readonly node?: unknown }[]) : [];
}
