/**
 * A ConversationRelay server in the way of Twilio's published samples, in our own words: one fastify, one WebSocket a call,
 * a history, and the model's tokens sent on as they come. No cache, nothing prepared, no transcript of what was heard beyond
 * the carrier's word. Zero-latency or scripted model in place of an HTTP client.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import fastify from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';
import { servePeer } from './jobs.ts';
import { answerOf, modes, scriptOf, tokensOf, turnOf, type Mode, type ScriptedTurn } from './script.ts';

interface Message {
  readonly role: 'system' | 'user' | 'assistant';
  content: string;
}

type Incoming =
  | { readonly type: 'setup'; readonly callSid: string }
  | { readonly type: 'prompt'; readonly voicePrompt: string; readonly last: boolean }
  | { readonly type: 'interrupt'; readonly utteranceUntilInterrupt: string };

const [modeGiven = 'overhead', seed = '1'] = process.argv.slice(2);
const mode: Mode = modes.find((one) => one === modeGiven) ?? 'overhead';
const script = scriptOf(Number(seed), mode);

const app = fastify();
const sockets = new WebSocketServer({ noServer: true });
let address = '';

app.addContentTypeParser(
  'application/x-www-form-urlencoded',
  { parseAs: 'string' },
  (_request, _body, done) => done(null, {}),
);
app.post('/twiml', (_request, reply) =>
  reply
    .type('text/xml')
    .send(
      `<?xml version="1.0" encoding="UTF-8"?><Response><Connect><ConversationRelay url="${address.replace('http', 'ws')}/ws" welcomeGreeting="Hello." /></Connect></Response>`,
    ),
);
app.server.on('upgrade', (request, socket, head) =>
  sockets.handleUpgrade(request, socket, head, (ws) => session(ws, script)),
);
address = await app.listen({ port: 0, host: '127.0.0.1' });
servePeer({ url: `${address}/twiml` });

function session(ws: WebSocket, turns: readonly ScriptedTurn[]): void {
  const history: Message[] = [{ role: 'system', content: 'Say where things are.' }];
  let generation = 0;
  ws.on('message', (data: Buffer) => {
    const message = JSON.parse(data.toString()) as Incoming;
    if (message.type === 'prompt' && message.last) {
      history.push({ role: 'user', content: message.voicePrompt });
      void answer(++generation);
    }
    if (message.type === 'interrupt') {
      generation++;
      const last = history.at(-1);
      if (last?.role === 'assistant') last.content = message.utteranceUntilInterrupt;
    }
  });
  async function answer(mine: number): Promise<void> {
    const said: Message = { role: 'assistant', content: '' };
    for await (const token of streamed(history, turns)) {
      if (mine !== generation) return;
      said.content += token;
      ws.send(JSON.stringify({ type: 'text', token, last: false }));
    }
    history.push(said);
    ws.send(JSON.stringify({ type: 'text', token: '', last: true }));
  }
}

/** As a model's client gives it: an iterable of pieces. */
async function* streamed(
  history: readonly Message[],
  turns: readonly ScriptedTurn[],
): AsyncGenerator<string> {
  const number = turnOf(history.at(-1)?.content ?? '');
  const turn = number === null ? undefined : turns[number];
  if (number === null || !turn) return;
  const began = performance.now();
  for (const [at, token] of tokensOf(answerOf(number)).entries()) {
    const wait = turn.modelMs + at * turn.tokenMs - (performance.now() - began);
    if (wait > 0) await sleep(wait);
    yield token;
  }
}
