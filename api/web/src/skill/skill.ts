// Words and drawings of the page that says how reliable the forecasts have been.
import type { Bin, LeadReport, Score, Verification } from '../api';
import { addDays } from '../day';
import type { Key } from '../i18n/index.svelte';

const reasons =
  'no_pairs too_few_pairs never_observed never_forecast always_observed one_level no_reference perfect_reference no_fires too_few_fires too_few_days unstable'.split(
    ' ',
  );

/** Why a figure, or its interval, is missing. */
export const reasonKey = (reason: string): Key =>
  (reasons.includes(reason) ? `skill_${reason}` : 'skill_other') as Key;

/** How a figure is written: what it is multiplied by, and its decimals. */
export interface Form {
  factor: number;
  decimals: number;
}

export const percent: Form = { factor: 100, decimals: 0 };
export const plain: Form = { factor: 1, decimals: 2 };

/** A column of a table of leads. */
export interface Column {
  name: string;
  form: Form;
  of: (lead: LeadReport) => Score;
}

type Show = (value: number | null, decimals: number) => string | null;

/** The figure as written, null where it is missing. */
export const valueOf = (score: Score, form: Form, show: Show): string | null =>
  score.value === null ? null : show(score.value * form.factor, form.decimals);

/** Its interval as 85–92, null where it has none. */
export function rangeOf(score: Score, form: Form, show: Show): string | null {
  if (score.low === null || score.high === null) return null;
  return `${show(score.low * form.factor, form.decimals)} … ${show(score.high * form.factor, form.decimals)}`;
}

export type Verdict = 'better' | 'even' | 'worse' | 'open';

/** What a skill says in words: better, no better or worse, as far as its interval tells. */
export function verdictOf(skill: Score): Verdict {
  if (skill.value === null) return 'open';
  if (skill.low !== null && skill.low > 0) return 'better';
  if (skill.high !== null && skill.high < 0) return 'worse';
  return 'even';
}

/** The leads by what their skill says, those that say nothing by their reason. */
export function verdicts(leads: LeadReport[], of: (lead: LeadReport) => Score) {
  const found = new Map<string, { verdict: Verdict; reason: string; leads: number[] }>();
  for (const lead of leads) {
    const verdict = verdictOf(of(lead));
    const reason = verdict === 'open' ? (of(lead).reason ?? '') : '';
    const same = found.get(verdict + reason) ?? { verdict, reason, leads: [] };
    same.leads.push(lead.lead_days);
    found.set(verdict + reason, same);
  }
  return [...found.values()];
}

/** Numbers in rising order as runs: 1–3, 5. */
export function runs(numbers: number[]): string {
  const parts: [number, number][] = [];
  for (const n of numbers) {
    const last = parts.at(-1);
    if (last && n === last[1] + 1) last[1] = n;
    else parts.push([n, n]);
  }
  return parts.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join(', ');
}

/** The level that came most often, with its share in per cent; null when nothing came. */
export function commonest(table: number[][]): { level: number; share: number } | null {
  const came = table[0].map((_, level) => table.reduce((sum, row) => sum + row[level], 0));
  const all = came.reduce((sum, n) => sum + n, 0);
  const most = Math.max(...came);
  return all ? { level: came.indexOf(most) + 1, share: (100 * most) / all } : null;
}

/** The lead that the summary speaks of: tomorrow, or the nearest there is. */
export const tomorrow = (answer: Verification) =>
  answer.leads.find((lead) => lead.lead_days === 1) ?? answer.leads[0] ?? null;

/** Classes of the reliability table that hold any forecast. */
export const filled = (bins: Bin[]): Bin[] => bins.filter((bin) => bin.n > 0);

/** Radius of a class's dot in a drawing 100 wide: its area goes with the forecasts. */
export const radiusOf = (bin: Bin, most: number): number => 1.2 + 3.8 * Math.sqrt(bin.n / most);

/** The days that are scored. */
export interface Span {
  from: string;
  to: string;
}

/** Spans that people ask for, up to the last day: those that begin after the first forecast, and all. */
export function usualSpans(first: string, last: string): (Span & { name: 'year' | 'five' | 'all' })[] {
  const [year, five] = [addDays(last, -364), addDays(last, -(5 * 365))];
  const spans: (Span & { name: 'year' | 'five' | 'all' })[] = [{ name: 'year', from: year, to: last }];
  if (first < five) spans.push({ name: 'five', from: five, to: last });
  if (first < year) spans.push({ name: 'all', from: first, to: last });
  return spans;
}

/** Where the whole answer stands. */
export const answerAddress = ({ from, to }: { from?: string; to?: string }): string =>
  '/api/v1/verification' + (from && to ? `?from=${from}&to=${to}` : '');
