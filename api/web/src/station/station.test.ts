import { expect, it } from 'vitest';
import type { Reading } from '../api';
import { en } from '../i18n/en';
import { flagOf, kindKey, monthOf, rainOf, testKey, variableKey } from './station';

it('finds months, over the turn of the year too', () => {
  expect(monthOf('2026-03-15')).toEqual({ from: '2026-03-01', to: '2026-03-31' });
  expect(monthOf('2026-01-31', -1)).toEqual({ from: '2025-12-01', to: '2025-12-31' });
  expect(monthOf('2024-01-31', 1)).toEqual({ from: '2024-02-01', to: '2024-02-29' });
});

it('has words for every test, warning and variable, also for one it does not know', () => {
  for (const key of [
    testKey('buddy'),
    testKey('new'),
    kindKey('silent'),
    kindKey('new'),
    variableKey('temp_c'),
    variableKey('x'),
  ])
    expect(en[key]).toBeTruthy();
});

it('tells amounts with their hours, and the flag of a variable', () => {
  const reading = {
    time: '2026-03-05T13:00:00+07:00',
    rain: [
      { mm: 0.4, hours: 1 },
      { mm: 12, hours: 24 },
    ],
    flags: [{ variable: 'temp_c', test: 'buddy', reason: 'too warm' }],
  } as Reading;
  expect(rainOf(reading, String)).toBe('0.4 (1 h) · 12 (24 h)');
  expect(flagOf(reading, 'temp_c')?.test).toBe('buddy');
  expect(flagOf(reading, 'rh_pct')).toBeUndefined();
});
