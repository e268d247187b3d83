import { setPriority } from 'node:os';

const PRIORITY = -10;

/** This process, and threads that it starts from now on, before what else the machine does. False where only root may. */
export function favoured(): boolean {
  try {
    setPriority(PRIORITY);
    return true;
  } catch {
    return false;
  }
}
