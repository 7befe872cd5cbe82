import { expect, test, vi } from 'vitest';
import { Problem, type Verification } from '../api';
import { patiently } from './patience';

const never = new AbortController().signal;
const answer = { days: 3 } as Verification;

test('a span that is being worked out is asked for again, the same one', async () => {
  const ask = vi
    .fn()
    .mockRejectedValueOnce(new Problem(503, 'working', '', 5))
    .mockResolvedValueOnce(answer);
  expect(await patiently({ from: '2001-01-01' }, never, ask, 0)).toBe(answer);
  expect(ask.mock.calls.map(([span]) => span)).toEqual([{ from: '2001-01-01' }, { from: '2001-01-01' }]);
});

test('other troubles are told at once, and a work that never ends in the end', async () => {
  for (const problem of [
    new Problem(500, 'broken'),
    new Problem(503, 'not yet', '', 60),
    new Problem(503, 'away'),
  ]) {
    const ask = vi.fn().mockRejectedValue(problem);
    await expect(patiently({}, never, ask, 0)).rejects.toBe(problem);
    expect(ask).toHaveBeenCalledTimes(1);
  }
  const ask = vi.fn().mockRejectedValue(new Problem(503, 'working', '', 5));
  await expect(patiently({}, never, ask, 0)).rejects.toBeInstanceOf(Problem);
  expect(ask).toHaveBeenCalledTimes(24);
});

test('who leaves is not kept waiting', async () => {
  const left = new AbortController();
  const ask = vi.fn().mockRejectedValue(new Problem(503, 'working', '', 5));
  const asked = patiently({}, left.signal, ask, 60_000);
  await Promise.resolve();
  left.abort(new Error('left'));
  await expect(asked).rejects.toThrow();
});
