/**
 * The data of each server-sent event (WHATWG HTML, 9.2): lines end in CR, LF or both, wherever the stream is cut into pieces;
 * comments and other fields are passed over.
 */
export async function* eventData(body: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder();
  let data: string[] = [];
  let rest = '';
  for await (const piece of body) {
    rest += decoder.decode(piece, { stream: true });
    // A CR at the end may be the first half of CR LF.
    const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
    const lines = whole.split(/\r\n|\r|\n/);
    rest = (lines.pop() ?? '') + rest.slice(whole.length);
    for (const line of lines) {
      if (line.startsWith('data:')) data.push(line.slice(5).replace(/^ /, ''));
      if (line !== '' || data.length === 0) continue;
      yield data.join('\n');
      data = [];
    }
  }
}
