import { inOneLine, useErrorText, type Told } from '../lib/serverTexts.ts';

/** In a line: what happened, what to do, the code. */
export function ErrorText({ error }: { readonly error: Told }) {
  const text = useErrorText()(error);
  return (
    <>
      {inOneLine(text)} <span className="font-mono text-xs">{error.code}</span>
    </>
  );
}
