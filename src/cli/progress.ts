/** How far long work has come, on standard error: a bar on a terminal, a line now and then elsewhere. */
import { SingleBar } from 'cli-progress';

export interface Progress {
  update(done: number, note?: string): void;
  stop(): void;
}

const PLAIN_LINE_EVERY_MS = 5_000;

export interface ProgressOptions {
  readonly stream?: NodeJS.WriteStream;
  /** Plain lines at each of these steps, whatever time it takes. Absent: one every 5 s. */
  readonly everyPercent?: number;
}

/**
 * @param title what is being done
 * @param total of the same unit as `done`
 */
export function createProgress(title: string, total: number, options: ProgressOptions = {}): Progress {
  const { stream = process.stderr, everyPercent } = options;
  if (stream.isTTY) return bar(title, total, stream);
  return everyPercent === undefined ? lines(title, total, stream) : steps(title, total, everyPercent, stream);
}

function bar(title: string, total: number, stream: NodeJS.WriteStream): Progress {
  const drawn = new SingleBar({
    format: `${title} {bar} {percentage}% {note}`,
    stream,
    hideCursor: true,
    clearOnComplete: true,
  });
  drawn.start(total, 0, { note: '' });
  return {
    update: (done, note = '') => drawn.update(Math.min(done, total), { note }),
    stop: () => drawn.stop(),
  };
}

function steps(title: string, total: number, everyPercent: number, stream: NodeJS.WriteStream): Progress {
  let told = 0;
  return {
    update(done, note = '') {
      const percent = Math.min(100, Math.floor((done / total) * 100));
      if (percent < told + everyPercent) return;
      told = percent - (percent % everyPercent);
      stream.write(`${title}: ${told}%${note && ` ${note}`}\n`);
    },
    stop: () => undefined,
  };
}

function lines(title: string, total: number, stream: NodeJS.WriteStream): Progress {
  let last = performance.now();
  return {
    update(done, note = '') {
      if (performance.now() - last < PLAIN_LINE_EVERY_MS) return;
      last = performance.now();
      stream.write(`${title}: ${Math.min(100, Math.floor((done / total) * 100))}%${note && ` ${note}`}\n`);
    },
    stop: () => undefined,
  };
}
