import { useState, type FocusEvent } from 'react';

/** A control's own text while somebody types in it: what they type is not always a value yet. */
export function useTyped(
  shown: string,
  commit: (text: string) => void,
  when: 'always' | 'leaving' = 'always',
) {
  const [typed, setTyped] = useState<string | null>(null);
  return {
    value: typed ?? shown,
    onChange(event: { readonly target: { readonly value: string } }) {
      setTyped(event.target.value);
      if (when === 'always') commit(event.target.value);
    },
    onBlur(event: FocusEvent<HTMLInputElement | HTMLTextAreaElement>) {
      if (when === 'leaving' && typed !== null && typed !== shown) commit(event.target.value);
      setTyped(null);
    },
    onKeyDown(event: { readonly key: string; readonly currentTarget: HTMLElement }) {
      if (when !== 'leaving') return;
      if (event.key === 'Enter') event.currentTarget.blur();
      if (event.key === 'Escape') setTyped(null);
    },
  };
}
