import { describe, expect, it } from 'vitest';
import type { HttpRequestSpec } from '../../../types/flowRuntime.ts';
import { textCall } from '../textCall.ts';
import { portOf } from '../testPort.ts';

describe('http', () => {
  it('encodes what goes into the address, the headers and the body, and leaves secrets alone', () => {
    const port = portOf(
      [
        ['start', 'start'],
        [
          'get',
          'http',
          {
            method: 'POST',
            url: 'https://example.org/q/{{ who }}?k={{secret.KEY}}',
            headers: { authorization: 'Bearer {{secret.TOKEN}}', 'x-who': '{{ who }}' },
            body: '{"who": "{{ who }}"}',
            save: [
              { path: 'list[1].name', variable: 'found' },
              { path: 'list[9].name', variable: 'who' },
            ],
            statuses: [{ id: 'gone', from: 410, to: 410 }],
          },
        ],
        ['end', 'end'],
      ],
      [
        ['start', 'next', 'get'],
        ['get', 'ok', 'end'],
        ['get', 'gone', 'end'],
        ['get', 'failed', 'end'],
      ],
      { variables: [{ name: 'who', initial: 'a/b "c"\r\nx: {{secret.TOKEN}}' }, { name: 'found' }] },
    );
    let request: HttpRequestSpec | undefined;
    const call = textCall(port, {
      http: (given) => {
        request = given;
        return { ok: true, status: 200, body: { list: [null, { name: 'Ann' }] } };
      },
    });
    expect(request?.url).toBe(
      'https://example.org/q/a%2Fb%20%22c%22%0D%0Ax%3A%20%7B%7Bsecret.TOKEN%7D%7D?k={{secret.KEY}}',
    );
    expect(request?.headers).toEqual({
      authorization: 'Bearer {{secret.TOKEN}}',
      'x-who': 'a/b "c" x: { {secret.TOKEN}}',
    });
    expect(JSON.parse(request?.body ?? '')).toEqual({ who: 'a/b "c"\r\nx: { {secret.TOKEN}}' });
    expect(call.state.variables).toEqual({ who: null, found: 'Ann' });
  });

  it('goes by the status', () => {
    const port = portOf(
      [
        ['start', 'start'],
        ['get', 'http', { url: 'https://example.org/', statuses: [{ id: 'gone', from: 410, to: 410 }] }],
        ['end', 'end'],
      ],
      [
        ['start', 'next', 'get'],
        ['get', 'ok', 'end'],
        ['get', 'gone', 'end'],
        ['get', 'failed', 'end'],
      ],
    );
    const wayOf = (status: number) =>
      textCall(port, { http: () => ({ ok: true, status, body: null }) }).state.path[1]?.outcome;
    expect([200, 204, 410, 404, 500].map(wayOf)).toEqual(['ok', 'ok', 'gone', 'failed', 'failed']);
  });
});
