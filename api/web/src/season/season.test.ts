import { describe, expect, it } from 'vitest';
import { allOf, knownOf, shareOf, yearOf } from './season';

describe('the season to report', () => {
  it('is the one that ends this year from June on', () => {
    expect(yearOf('2026-05-31')).toBe(2025);
    expect(yearOf('2026-06-01')).toBe(2026);
    expect(yearOf('2026-11-25')).toBe(2026);
  });
});

describe('shares', () => {
  it('of nothing are no number', () => {
    expect(shareOf(0, 0)).toBeNull();
    expect(shareOf(1, 4)).toBe(25);
  });
  it('count what is unknown as unknown', () => {
    const days = { by_level: [1, 2, 0, 0, 3], unknown: 4, complete_pct: 60 };
    expect([knownOf(days), allOf(days)]).toEqual([6, 10]);
  });
});
