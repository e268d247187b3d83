/** The order line against its real order system. */
import { readFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createOrderApi } from '../examples/order-api.ts';
import type { FlowInput } from '../src/types/flowRuntime.ts';
import type { JsonValue } from '../src/types/json.ts';
import { compileFlow, createFlowPort, parseDocument } from '../src/services/flow/index.ts';

const server = createOrderApi();
let orderApi = '';
beforeAll(async () => {
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  orderApi = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((done) => server.close(done)));

it.each([
  ['1042', 'desk lamp has been shipped'],
  ['1187', 'coffee grinder is being prepared'],
  ['2301', 'rain jacket was delivered'],
  ['2555', 'bookshelf is delayed'],
  ['9999', 'could not find an order'],
])('%s → %s', async (digits, expected) => {
  const file = new URL('../examples/workflows/orders.json', import.meta.url);
  const result = compileFlow(parseDocument(readFileSync(file, 'utf8')));
  if (!result.ok) throw new Error('does not compile');
  const port = createFlowPort(result.flow, { hasModel: false });
  const begun = port.begin({ language: 'en-US', seed: 1, call: {}, variables: { orderApi } });
  const asked = port.step(port.step(begun, { type: 'start' }).state, { type: 'keys', digits: `${digits}#` });
  const effect = asked.effects.find((one) => one.type === 'http');
  if (effect?.type !== 'http') throw new Error('nothing was looked up');
  const response = await fetch(effect.request.url, { headers: { ...effect.request.headers } });
  const body = (await response.json()) as JsonValue;
  const answer: FlowInput = {
    type: 'http',
    requestId: effect.requestId,
    result: { ok: true, status: response.status, body },
  };
  const said = port
    .step(asked.state, answer)
    .effects.flatMap((one) => (one.type === 'say' ? [one.text] : []));
  expect(said.join(' ')).toContain(expected);
});
