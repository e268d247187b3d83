import { useEffect, useRef } from 'react';
import { useTranslation } from '../lib/i18n.ts';
import type { TestCallClient } from './client/testCallClient.ts';

const EVERY_MS = 50;
const BAR = 3;
const HEIGHT = 44;

/** Who speaks: the caller's lane above, the agent's below, the last few seconds. The transcript says it in words. */
export function WaveStrip({ client }: { readonly client: TestCallClient }) {
  const { t } = useTranslation('testCall');
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (!element || !context) return;
    const levels: [caller: number, agent: number][] = [];
    const timer = setInterval(() => {
      levels.push([client.level('caller'), client.level('agent')]);
      const most = Math.ceil(element.clientWidth / BAR);
      levels.splice(0, levels.length - most);
      if (!document.hidden) draw(element, context, levels);
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [client]);
  return (
    <div className="flex items-stretch gap-2">
      <div className="flex flex-col justify-around text-xs text-muted-foreground">
        <span>{t('caller')}</span>
        <span>{t('agent')}</span>
      </div>
      <canvas
        ref={canvas}
        role="img"
        aria-label={t('waves')}
        className="min-w-0 flex-1 rounded-sm bg-muted text-live"
        style={{ height: HEIGHT }}
      />
    </div>
  );
}

function draw(
  element: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  levels: readonly [number, number][],
): void {
  const scale = devicePixelRatio;
  const width = element.clientWidth;
  if (element.width !== Math.round(width * scale)) {
    element.width = Math.round(width * scale);
    element.height = HEIGHT * scale;
  }
  context.setTransform(scale, 0, 0, scale, 0, 0);
  context.clearRect(0, 0, width, HEIGHT);
  const style = getComputedStyle(element);
  const colours = [style.getPropertyValue('--live'), style.getPropertyValue('--primary')];
  for (const [index, pair] of levels.entries()) {
    const x = width - (levels.length - index) * BAR;
    for (const [lane, level] of pair.entries()) {
      const half = HEIGHT / 2;
      const height = Math.max(1, level * (half - 4));
      context.fillStyle = colours[lane] ?? '';
      context.fillRect(x, half * lane + (half - height) / 2, BAR - 1, height);
    }
  }
}
