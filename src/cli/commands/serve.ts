import { serve as runServer } from '../../server/index.ts';
import { testCallers } from '../../simulator/index.ts';

/** Runs the server until it is told to stop. Options win over the environment, the environment over `.env`. */
export async function serve(options: { port?: number; host?: string }): Promise<void> {
  if (options.port !== undefined) process.env.PORT = String(options.port);
  if (options.host !== undefined) process.env.HOST = options.host;
  await runServer({
    say: (line) => process.stdout.write(`${line}\n`),
    simulatedCallers: testCallers(),
  });
}
