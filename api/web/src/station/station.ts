// Months and words of the stations' page.
import type { Flag, Reading } from '../api';
import type { Key } from '../i18n/index.svelte';

/** First and last day of the month that is `step` months from the day's. */
export function monthOf(day: string, step = 0): { from: string; to: string } {
  const [year, month] = day.split('-').map(Number) as [number, number];
  const first = new Date(Date.UTC(year, month - 1 + step, 1));
  const last = new Date(Date.UTC(year, month + step, 0));
  return { from: first.toISOString().slice(0, 10), to: last.toISOString().slice(0, 10) };
}

const tests = 'time range consistency step stuck climate rain_stuck buddy spatial rain_missing'.split(' ');
const kinds = 'silent absent failing isolated moved duplicate no_run no_publication'.split(' ');
const variables = 'temp_c dewpoint_c rh_pct wind_ms wind_dir_deg rain pressure_hpa msl_pressure_hpa'.split(
  ' ',
);

export const testKey = (test: string): Key => (tests.includes(test) ? `test_${test}` : 'test_other') as Key;
export const kindKey = (kind: string): Key => (kinds.includes(kind) ? `warn_${kind}` : 'warn_other') as Key;
export const variableKey = (name: string): Key =>
  (variables.includes(name) ? `var_${name}` : 'var_other') as Key;

/** The flag that stands against a reading's value, if any. */
export const flagOf = (reading: Reading, variable: string): Flag | undefined =>
  reading.flags?.find((flag) => flag.variable === variable);

/** Amounts of rain as reported: 0.4 (1 h) · 12 (24 h). */
export const rainOf = (reading: Reading, show: (mm: number) => string | null): string =>
  (reading.rain ?? []).map(({ mm, hours }) => `${show(mm)} (${hours} h)`).join(' · ');
