/**
 * A part of the page that is loaded when it is needed. Like `React.lazy`, but one that could not be loaded (the server is
 * restarting) can be asked for again, and one may be loaded ahead.
 */
import { use, type ComponentType, type FunctionComponent } from 'react';
import { RequestError } from '../api/client.ts';
import { loadTexts } from '../lib/i18n.ts';

export interface Part<P extends object> extends FunctionComponent<P> {
  /** Loads it ahead. A failure shows when it is drawn. */
  readonly preload: () => void;
}

/** React draws the failure at once; whoever tries again comes later than this. */
const FAILURE_KEPT_MS = 500;

/** `namespace`: its texts, loaded with it. */
export function part<P extends object>(load: () => Promise<ComponentType<P>>, namespace?: string): Part<P> {
  let loading: Promise<ComponentType<P>> | null = null;
  const get = () => (loading ??= begin());
  const begin = async () => {
    try {
      const [component] = await Promise.all([load(), namespace && loadTexts(namespace)]);
      return component;
    } catch {
      setTimeout(() => (loading = null), FAILURE_KEPT_MS);
      throw new RequestError(0, { code: 'NETWORK', message: 'The server does not answer.', fix: '' });
    }
  };
  const Loaded = (props: P) => {
    const Component = use(get());
    return <Component {...props} />;
  };
  return Object.assign(Loaded, { preload: () => void get().catch(() => undefined) });
}
