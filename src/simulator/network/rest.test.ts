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

test('Messages: accepted and kept, or refused as Twilio refuses', async () => {
  const origin = await network.listen();
  const send = (form: Record<string, string>, key = testAccount.authToken) =>
    fetch(`${origin}/2010-04-01/Accounts/${testAccount.accountSid}/Messages.json`, {
      method: 'POST',
      headers: {
        Authorization: `Basic ${Buffer.from(`${testAccount.accountSid}:${key}`).toString('base64')}`,
      },
      body: new URLSearchParams(form),
    });
  const message = { To: '+85221234567', From: '+85228765432', Body: '多謝' };
  const accepted = await send(message);
  expect(accepted.status).toBe(201);
  expect(await accepted.json()).toMatchObject({ status: 'queued', body: '多謝' });
  const codeOf = async (form: Record<string, string>) =>
    ((await (await send({ ...message, ...form })).json()) as { code: number }).code;
  expect(await codeOf({ To: '21234567' })).toBe(21211);
  expect(await codeOf({ From: '???' })).toBe(21212);
  expect(await codeOf({ Body: '' })).toBe(21602);
  expect(await codeOf({ Body: 'x'.repeat(1_601) })).toBe(21617);
  expect((await send(message, 'wrong')).status).toBe(401);
  expect(network.sentMessages).toEqual([{ to: '+85221234567', from: '+85228765432', text: '多謝' }]);
});
