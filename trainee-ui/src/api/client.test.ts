import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { Problem, address, get, post } from './client';

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body: unknown) {
  const ask = vi.fn(async (_url: string, _init: RequestInit) => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', ask);
  return ask;
}

it('leaves out parameters that are not given', () => {
  expect(address('/x', { a: 1, b: null, c: undefined, d: '', e: false })).toBe('/api/v1/x?a=1&e=false');
});

it('gives each act a key of its own, so that a repeated one does nothing', async () => {
  const ask = answering(200, { seq: 3, more: 'than is known' });
  expect(await post(z.object({ seq: z.number() }), '/drills/d/acts', { act: 'resolve' })).toEqual({ seq: 3 });
  await post(z.object({ seq: z.number() }), '/drills/d/acts', { act: 'resolve' });
  const keys = ask.mock.calls.map(([, init]) => (init.headers as Record<string, string>)['Idempotency-Key']);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
  expect(keys[0]).not.toBe(keys[1]);
});

it('speaks with the server’s words when it refuses', async () => {
  answering(422, { title: 'Bad query', status: 422, detail: 'Close the bracket.', field: 'query', position: 7 });
  const refusal = await get(z.unknown(), '/x').catch((e: unknown) => e);
  expect(refusal).toBeInstanceOf(Problem);
  expect(refusal).toMatchObject({ message: 'Close the bracket.', field: 'query', position: 7, status: 422 });
});

it('says what it did not understand of an answer', async () => {
  answering(200, { seq: 'three' });
  await expect(get(z.object({ seq: z.number() }), '/x')).rejects.toThrow(/seq/);
});
