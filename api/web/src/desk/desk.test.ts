import { expect, test } from 'vitest';
import { ownDay, standing, type Decision, type Draft, type DraftDay } from './desk';

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

test('what would change comes first', () => {
  const day = (name: string, differs: boolean, date = '2026-03-02') => ({ name, differs, date }) as DraftDay;
  const draft = {
    date: '2026-03-02',
    days: [day('B', false), day('C', true), day('A', true, '2026-03-03')],
  } as Draft;
  expect(ownDay(draft).map((each) => each.name)).toEqual(['C', 'B']);
});
