import { expect, test } from 'vitest';
import { columnsOf, weeksOf } from './ahead';

const day = (n: number, probability: number[] | null) => ({
  date: `2016-03-${String(n).padStart(2, '0')}`,
  level: null,
  probability,
  probability_iv_up: probability && probability[3]! + probability[4]!,
  members: 15,
});

test('the parts of a day stand on each other and reach 1', () => {
  const [column] = columnsOf([day(1, [0.2, 0, 0.3, 0.5, 0])]);
  expect(column!.map(({ over, to }) => [over, to])).toEqual([
    [0, 0.2],
    [0.2, 0.2],
    [0.2, 0.5],
    [0.5, 1],
    [1, 1],
  ]);
});

test('a day that nobody knows is an empty column and counts for no week', () => {
  expect(columnsOf([day(1, null)])).toEqual([[]]);
  expect(weeksOf([day(1, null)])).toEqual([
    { from: '2016-03-01', to: '2016-03-01', dangerous: null, likeliest: null },
  ]);
});

test('weeks take the mean chances of IV and V, and the likeliest level; the last may be short', () => {
  const days = Array.from({ length: 9 }, (_, i) =>
    day(i + 1, i < 7 ? [0, 0, 0.5, 0.25, 0.25] : [1, 0, 0, 0, 0]),
  );
  expect(weeksOf(days)).toEqual([
    { from: '2016-03-01', to: '2016-03-07', dangerous: 50, likeliest: { level: 3, percent: 50 } },
    { from: '2016-03-08', to: '2016-03-09', dangerous: 0, likeliest: { level: 1, percent: 100 } },
  ]);
  expect(weeksOf([day(1, [0.5, 0, 0, 0, 0.5])])[0]!.likeliest).toEqual({ level: 5, percent: 50 });
});
