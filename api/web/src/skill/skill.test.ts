import { expect, test } from 'vitest';
import type { LeadReport, Score } from '../api';
import {
  answerAddress,
  commonest,
  percent,
  plain,
  radiusOf,
  rangeOf,
  reasonKey,
  runs,
  usualSpans,
  valueOf,
  verdictOf,
  verdicts,
} from './skill';

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
  expect(verdictOf(score(0.2, 0.1, 0.3))).toBe('better');
  expect(verdictOf(score(0.2, -0.1, 0.3))).toBe('even');
  expect(verdictOf(score(-0.2, -0.3, -0.1))).toBe('worse');
  expect(verdictOf(score(0.2))).toBe('even');
  expect(verdictOf(score(null))).toBe('open');
});

test('leads are gathered by what they say, and by why they say nothing', () => {
  const skills = [score(0.2, 0.1, 0.3), score(0.1, -0.1, 0.3), score(0.1, 0, 0.3), score(0.3, 0.2, 0.4)];
  const leads = [...skills, { ...score(null), reason: 'no_reference' }].map((rpss, i) => ({
    lead_days: i + 1,
    scores: { climatology: { rpss } },
  })) as unknown as LeadReport[];
  expect(verdicts(leads, (lead) => lead.scores.climatology.rpss)).toEqual([
    { verdict: 'better', reason: '', leads: [1, 4] },
    { verdict: 'even', reason: '', leads: [2, 3] },
    { verdict: 'open', reason: 'no_reference', leads: [5] },
  ]);
  expect(runs([1, 2, 3, 5])).toBe('1–3, 5');
});

test('the level that came most often', () => {
  expect(
    commonest([
      [1, 0],
      [1, 6],
    ]),
  ).toEqual({ level: 2, share: 75 });
  expect(
    commonest([
      [0, 0],
      [0, 0],
    ]),
  ).toBeNull();
});

test('every reason has words, an unknown one as well', () => {
  expect(reasonKey('too_few_pairs')).toBe('skill_too_few_pairs');
  expect(reasonKey('a new one')).toBe('skill_other');
});

test('a class with a quarter of the forecasts has half the radius beyond the least', () => {
  const bin = (n: number) => ({ from: 0, to: 0.1, n, mean_forecast: 0, observed_frequency: 0 });
  expect(radiusOf(bin(25), 100) - 1.2).toBeCloseTo((radiusOf(bin(100), 100) - 1.2) / 2);
});

test('spans begin where forecasts do: a young service has one, an old one three', () => {
  const names = (first: string) => usualSpans(first, '2019-12-30').map(({ name, from }) => `${name} ${from}`);
  expect(names('2019-10-01')).toEqual(['year 2018-12-31']);
  expect(names('2017-10-01')).toEqual(['year 2018-12-31', 'all 2017-10-01']);
  expect(names('2000-01-01')).toEqual(['year 2018-12-31', 'five 2014-12-31', 'all 2000-01-01']);
});

test('the address of the whole answer names its span', () => {
  expect(answerAddress({ from: '2000-01-01', to: '2019-12-30' })).toBe(
    '/api/v1/verification?from=2000-01-01&to=2019-12-30',
  );
  expect(answerAddress({})).toBe('/api/v1/verification');
});
