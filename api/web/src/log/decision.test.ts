import { expect, test } from 'vitest';
import { standing, type Decision } from './decision';

const decision = (run: string, kind: Decision['kind']): Decision => ({
  run,
  kind,
  date: '2026-03-02',
  at: '2026-03-02T14:00:00+07:00',
  automatic: false,
  role: 'publisher',
});

test('the run that stands is the last published one that was not withdrawn', () => {
  expect(standing([])).toBeNull();
  expect(standing([decision('b', 'withdrawn'), decision('b', 'published'), decision('a', 'published')])).toBe(
    'a',
  );
});
