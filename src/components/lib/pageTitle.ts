/** The page's title: the screen's own, where it has one (a flow's name), else that of its place in the app. */
import { useEffect } from 'react';

const APP = 'Call Flow Weaver';
let place: string | undefined;
let own: string | undefined;

function show(): void {
  const name = own ?? place;
  document.title = name === undefined ? APP : `${name} · ${APP}`;
}

export function usePlaceTitle(name: string | undefined): void {
  useEffect(() => {
    place = name;
    show();
  }, [name]);
}

/** undefined: not known yet. */
export function usePageTitle(name: string | undefined): void {
  useEffect(() => {
    own = name;
    show();
    return () => {
      own = undefined;
      show();
    };
  }, [name]);
}
