import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { failureOf } from './failure.ts';

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};

describe('an error as a failure', () => {
  it('what cannot be sent at all is not called a broken connection', () => {
    const headers = { authorization: 'Bearer two\nlines' };
    const error = thrownBy(() => request('http://127.0.0.1:1', { headers }));
    expect(failureOf('toy', error)).toEqual({
      provider: 'toy',
      kind: 'invalid-request',
      retryable: false,
      message: 'the request cannot be sent as it is set up (ERR_INVALID_CHAR)',
    });
    const codes = [
      'ERR_INVALID_URL',
      'ERR_INVALID_ARG_VALUE',
      'ERR_HTTP_INVALID_HEADER_VALUE',
      'UND_ERR_INVALID_ARG',
    ];
    for (const code of codes)
      expect(failureOf('toy', Object.assign(new Error('x'), { code })).kind).toBe('invalid-request');
    for (const code of ['ECONNRESET', 'UND_ERR_SOCKET', 'HPE_INVALID_CONSTANT'])
      expect(failureOf('toy', Object.assign(new Error('x'), { code })).kind).toBe('unavailable');
  });
});
