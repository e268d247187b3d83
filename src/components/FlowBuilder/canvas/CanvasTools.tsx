/** The tools that float over the canvas: add, zoom, lay out, help. */
import { Panel, useReactFlow, useStore } from '@xyflow/react';
import { CircleHelp, Maximize, Minus, Network, Plus, ZoomIn } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { percent } from '../../lib/format.ts';
import { Button } from '../../ui/button.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { signOf, type Command } from '../keys.ts';
import { useNames } from '../names.ts';
import { useBuilder } from '../store.ts';
import { useCommands } from '../useCommands.ts';
import { openAdd, useView } from '../viewState.ts';
import { tidy } from './tidy.ts';

const motion = () => ({ duration: matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 180 });

export function CanvasTools() {
  const { t } = useNames();
  const flow = useReactFlow();
  const zoom = useStore(({ transform }) => Math.round(transform[2] * 100));
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState(false);
  const run = {
    tidy: () => {
      setBusy(true);
      setFailed(false);
      tidy()
        .catch(() => setFailed(true))
        .finally(() => setBusy(false));
    },
    fit: () => void flow.fitView({ ...motion(), padding: 0.1, maxZoom: 1 }),
    actual: () => void flow.zoomTo(1, motion()),
    'zoom-in': () => void flow.zoomIn(motion()),
    'zoom-out': () => void flow.zoomOut(motion()),
    help: () => useView.setState({ help: true }),
    add: () => {
      const nodeId = useBuilder.getState().selection.at(-1);
      openAdd(nodeId === undefined ? {} : { after: { nodeId } });
    },
  };
  useCommands(run);
  const tool = (command: keyof typeof run, icon: ReactNode, disabled = false) => (
    <Tool command={command} name={t(`tools.${command}`)} run={run[command]} disabled={disabled}>
      {icon}
    </Tool>
  );
  return (
    <Panel
      position="bottom-left"
      className="flex items-center gap-0.5 rounded-lg border bg-card p-1 shadow-xs"
    >
      {tool('add', <Plus />)}
      <Divider />
      {tool('zoom-out', <Minus />)}
      <span className="w-12 text-center font-mono text-xs tabular-nums" aria-live="off">
        {percent(zoom / 100, 0)}
      </span>
      {tool('zoom-in', <ZoomIn />)}
      {tool('fit', <Maximize />)}
      <Divider />
      {tool('tidy', <Network />, busy)}
      {tool('help', <CircleHelp />)}
      {failed && (
        <p role="alert" className="px-2 text-destructive">
          {t('announce.tidyFailed')}
        </p>
      )}
    </Panel>
  );
}

const Divider = () => <span aria-hidden className="mx-0.5 h-5 w-px bg-border" />;

interface ToolProps {
  readonly command: Command;
  readonly name: string;
  readonly run: () => void;
  readonly disabled: boolean;
  readonly children: ReactNode;
}

function Tool({ command, name, run, disabled, children }: ToolProps) {
  return (
    <Tooltip content={`${name} · ${signOf(command)}`}>
      <Button variant="ghost" size="icon-sm" aria-label={name} disabled={disabled} onClick={run}>
        {children}
      </Button>
    </Tooltip>
  );
}
