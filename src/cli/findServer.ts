/** Where the server of this machine is: on PORT, or where the one that works in WEAVER_HOME says that it is. */
import path from 'node:path';
import { lockHolder } from '../server/lock.ts';
import { answersHealth } from './apiClient.ts';

/** Origin; null when there is none. */
export async function findServer(
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<string | null> {
  const given = env['PORT']?.trim();
  const onPort = serverOnPort(env);
  // A port that was named is meant, even where a server with another folder answers there.
  if (given && (await answersHealth(onPort))) return onPort;
  const holder = await lockHolder(path.resolve(env['WEAVER_HOME']?.trim() || '.weaver'));
  // It has the store, whether or not it is quick enough to say so: no other may change it behind its back.
  if (holder) return holder.url;
  return !given && (await answersHealth(onPort)) ? onPort : null;
}

/** Where it is looked for first. */
export function serverOnPort(env: Readonly<Record<string, string | undefined>> = process.env): string {
  return `http://127.0.0.1:${env['PORT']?.trim() || 8080}`;
}
