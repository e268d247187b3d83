import { afterEach, expect, test } from 'vitest';
import { placeTestCall, streamTwiml, testAccount, testNetwork } from '../testing/calls.ts';
import { scriptedServer, type ScriptedServer } from '../testing/scriptedServer.ts';

let server: ScriptedServer | undefined;
const network = testNetwork();
afterEach(async () => {
  await network.close();
  await server?.close();
});

async function liveCall() {
  server = await scriptedServer({
    answer: (request, self) => (request.path === '/voice' ? streamTwiml(self) : '<Response/>'),
  });
  const origin = await network.listen();
  const placed = placeTestCall(server, network);
  await placed.line.until(() => placed.line.leg !== null, 30_000);
  const post = (form: Record<string, string>, key = testAccount.authToken, callSid = placed.call.callSid) =>
    fetch(`${origin}/2010-04-01/Accounts/${testAccount.accountSid}/Calls/${callSid}.json`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${testAccount.accountSid}:${key}`).toString('base64')}`,
      },
      body: new URLSearchParams(form),
    });
  return { ...placed, post };
}

test('Status=completed ends the call: stop, close, callback', async () => {
  const { call, done, post } = await liveCall();
  const response = await post({ Status: 'completed' });
  expect(response.status).toBe(200);
  expect(await response.json()).toMatchObject({ sid: call.callSid, status: 'completed' });
  await done;
  expect(server!.sockets[0]!.messages.at(-1)).toMatchObject({ event: 'stop' });
  expect(server!.requestsTo('/status')[0]!.form['CallStatus']).toBe('completed');
  expect((await post({ Status: 'completed' })).status).toBe(404);
});

test('Twiml= replaces the instructions: the stream stops, the new verbs run', async () => {
  const { call, done, post } = await liveCall();
  const twiml = '<Response><Dial action="/dialled"><Number>+85220000000</Number></Dial></Response>';
  expect((await post({ Twiml: twiml })).status).toBe(200);
  await done;
  expect(server!.sockets[0]!.messages.at(-1)).toMatchObject({ event: 'stop' });
  expect(server!.requestsTo('/action')).toHaveLength(0);
  expect(server!.requestsTo('/dialled')).toHaveLength(1);
  expect(call.violations.list).toEqual([]);
});

test('refuses a wrong key, an unknown call, and parameters that say nothing', async () => {
  const { call, done, post } = await liveCall();
  expect((await post({ Status: 'completed' }, 'wrong')).status).toBe(401);
  expect((await post({ Status: 'completed' }, undefined, 'CA0')).status).toBe(404);
  expect((await post({ Colour: 'red' })).status).toBe(400);
  expect(call.over).toBe(false);
  call.hangUp();
  await done;
});
