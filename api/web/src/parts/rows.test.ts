import { describe, expect, it } from 'vitest';
import type { ZoneDay } from '../api';
import { rows } from './rows';
import { stepTo } from './steps';
import { marksOf } from './marks';

const zone = (name: string, level: ZoneDay['level'], dry: number | null) =>
  ({ zone: name, name, level, status: 'observed', days_since_rain: dry }) as ZoneDay;
const zones = [
  zone('Phú Giáo', 4, 9),
  zone('Dầu Tiếng', 5, 13),
  zone('An Lập', null, null),
  zone('Bàu Bàng', 4, 8),
];
const names = (...query: Parameters<typeof rows>) => rows(...query).map((each) => each.name);

describe('the list', () => {
  it('puts the highest level first and the unknown last', () => {
    const order = { column: 'level', down: true } as const;
    expect(names(zones, '', order)).toEqual(['Dầu Tiếng', 'Bàu Bàng', 'Phú Giáo', 'An Lập']);
    expect(names(zones, '', { ...order, down: false }).at(-1)).toBe('An Lập');
  });

  it('finds names without accents', () => {
    expect(names(zones, 'dau tieng', { column: 'name', down: false })).toEqual(['Dầu Tiếng']);
    expect(names(zones, 'Ầ', { column: 'name', down: false })).toHaveLength(4);
  });

  it('sorts Vietnamese names', () => {
    expect(names(zones, '', { column: 'name', down: false })[0]).toBe('An Lập');
  });
});

describe('the day strip', () => {
  it.each([
    ['ArrowRight', 7, 8],
    ['ArrowLeft', 0, 0],
    ['ArrowRight', 17, 17],
    ['Home', 7, 0],
    ['End', 7, 17],
    ['t', 2, 7],
    ['a', 7, null],
  ])('%s from %i leads to %s', (key, from, to) => expect(stepTo(key, from, 18, 7)).toBe(to));
});

describe('marks', () => {
  it('come from any answer, gravest first', () => {
    const marks = marksOf({ provisional: true, stale: false }, null, { simulated: true });
    expect(marks).toEqual(['simulated', 'provisional']);
  });
});
