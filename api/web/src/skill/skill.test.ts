import { expect, test } from 'vitest';
import type { Score } from '../api';
import { percent, plain, radiusOf, rangeOf, reasonKey, valueOf, verdictOf } from './skill';

const show = (value: number | null, decimals: number) => value?.toFixed(decimals) ?? null;
const score = (value: number | null, low: number | null = null, high: number | null = null): Score => ({
  value,
  low,
  high,
  n: 100,
});

test('figures and their intervals', () => {
  expect(valueOf(score(0.875), percent, show)).toBe('88');
  expect(valueOf(score(null), plain, show)).toBeNull();
  expect(rangeOf(score(0.5, 0.4, 0.6), plain, show)).toBe('0.40 … 0.60');
  expect(rangeOf(score(0.5), plain, show)).toBeNull();
});

test('a skill is better or worse only when its whole interval says so', () => {
  expect(verdictOf(score(0.2, 0.1, 0.3))).toBe('skillBetter');
  expect(verdictOf(score(0.2, -0.1, 0.3))).toBe('skillEven');
  expect(verdictOf(score(-0.2, -0.3, -0.1))).toBe('skillWorse');
  expect(verdictOf(score(0.2))).toBe('skillEven');
  expect(verdictOf(score(null))).toBe('skillOpen');
});

test('every reason has words, an unknown one as well', () => {
  expect(reasonKey('too_few_pairs')).toBe('skill_too_few_pairs');
  expect(reasonKey('a new one')).toBe('skill_other');
});

test('a class with a quarter of the forecasts has half the radius beyond the least', () => {
  const bin = (n: number) => ({ from: 0, to: 0.1, n, mean_forecast: 0, observed_frequency: 0 });
  expect(radiusOf(bin(25), 100) - 1.2).toBeCloseTo((radiusOf(bin(100), 100) - 1.2) / 2);
});
