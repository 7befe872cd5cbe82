import { expect, test } from 'vitest';
import type { Level } from '../api';
import { changes, inOrder, zoneDays, type Draft, type DraftDay } from './desk';

const day = (name: string, differs: boolean, level: Level, yesterday_level: Level = level) =>
  ({ name, differs, level, yesterday_level }) as DraftDay;

test('what would change comes first, then the unknown and the highest', () => {
  const days = [day('B', false, 2), day('C', true, 1), day('A', false, null), day('D', false, 5)];
  expect(inOrder(days).map((each) => each.name)).toEqual(['C', 'A', 'D', 'B']);
});

test('a zone changes against what is public or against the day before, if that is known', () => {
  expect(changes(day('A', true, 2))).toBe(true);
  expect(changes(day('A', false, 2, 3))).toBe(true);
  expect(changes(day('A', false, 2, 2))).toBe(false);
  expect(changes(day('A', false, 2, null))).toBe(false);
});

test('a draft has zones × days levels', () => {
  const sums = [
    { by_level: [1, 2, 0, 0, 0], unknown: 1 },
    { by_level: [0, 0, 0, 4, 0], unknown: 0 },
  ];
  expect(zoneDays({ sums } as Draft)).toBe(8);
});
