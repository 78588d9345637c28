import { afterEach, beforeEach, expect, test, vi } from 'vitest';

import { addressOf, ask } from './client.ts';

const fetched = vi.fn<typeof fetch>();

beforeEach(() => {
  vi.stubGlobal('document', { baseURI: 'https://example.test/stage/index.html' });
  vi.stubGlobal('fetch', fetched);
});
afterEach(() => {
  vi.unstubAllGlobals();
  fetched.mockReset();
});

test('addresses are relative to the page', () => {
  expect(addressOf('predictBatch')).toBe('https://example.test/stage/predict/batch');
});

test('an answer comes with its status', async () => {
  fetched.mockResolvedValue(Response.json({ name: 'iris' }));
  expect(await ask('model')).toEqual({ kind: 'answer', status: 200, value: { name: 'iris' } });
});

test('a body is sent unchanged, with its type', async () => {
  fetched.mockResolvedValue(Response.json({}));
  await ask('predict', { body: '{}', type: 'application/json' });
  expect(fetched).toHaveBeenCalledWith(
    'https://example.test/stage/predict',
    expect.objectContaining({
      method: 'POST',
      body: '{}',
      headers: { 'content-type': 'application/json' },
    }),
  );
});

test('problem details are kept, and any other refusal gets a title', async () => {
  const problem = { title: 'The body is too large', status: 413, detail: 'Found 2, expected 1.' };
  fetched.mockResolvedValue(Response.json(problem, { status: 413 }));
  expect(await ask('model')).toEqual({ kind: 'problem', status: 413, problem });
  for (const body of ['<html>', '{}', 'null', '']) {
    fetched.mockResolvedValue(new Response(body, { status: 502, statusText: 'Bad Gateway' }));
    const title = 'The service answered 502 Bad Gateway';
    expect(await ask('model')).toEqual({
      kind: 'problem',
      status: 502,
      problem: { title, status: 502 },
    });
  }
});

test('a missing or incomplete answer is reported', async () => {
  fetched.mockRejectedValue(new TypeError('Failed to fetch'));
  expect(await ask('model')).toEqual({ kind: 'unreachable' });
  fetched.mockResolvedValue(new Response('{"name":'));
  expect(await ask('model')).toEqual({ kind: 'unreachable' });
});
