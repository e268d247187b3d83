import type { ChildProcess } from 'node:child_process';

/** The next message of a kind from the server under test. Rejects when it ends first, or says nothing in time. */
export function nextMessage<Messages extends { readonly type: string }, K extends Messages['type']>(
  child: ChildProcess,
  type: K,
  limitMs: number,
): Promise<Extract<Messages, { type: K }>> {
  return new Promise((resolve, reject) => {
    const settle = () => {
      clearTimeout(timer);
      child.off('message', onMessage);
      child.off('exit', onExit);
    };
    const fail = (why: string) => {
      settle();
      reject(new Error(`the server under test ${why}; its output is above`));
    };
    const onMessage = (message: Messages) => {
      if (message.type !== type) return;
      settle();
      resolve(message as Extract<Messages, { type: K }>);
    };
    const onExit = () => fail('ended');
    const timer = setTimeout(() => fail(`did not say "${type}" in ${limitMs} ms`), limitMs);
    child.on('message', onMessage);
    child.once('exit', onExit);
  });
}
