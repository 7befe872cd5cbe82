// A series as the chart needs it: one entry for every calendar day.
import type { Dates, Series, SeriesDay } from '../api';
import { addDays, daysBetween, seconds } from '../day';

const before = 35; // days shown before the earlier of today and the chosen day
type Maybe = number | null;

export interface Columns {
  days: (SeriesDay | null)[]; // null where the service has none
  dates: string[];
  x: number[]; // seconds
  past: Maybe[]; // the index where the day's weather was observed or estimated
  ahead: Maybe[]; // the index where it is a forecast, and the day before the first; without one the members' median
  low: Maybe[]; // of 8 members out of 10
  high: Maybe[];
  rain: Maybe[];
}

/** The days to ask for: some weeks before, and as far ahead as there are days. */
export function spanOf(day: string, today: string, dates: Dates | null): { from: string; to: string } {
  const early = day < today ? day : today;
  const to = addDays(today, dates?.ahead_days ?? 10);
  const far = day < addDays(today, -before);
  return { from: addDays(early, -before), to: far ? addDays(day, before) : to };
}

const named: Record<string, string> = { kbdi: 'kbdi_mm' };

/** The number that a method looks up, P where it looks up several. */
export function indexOf(day: SeriesDay | null, method: string): Maybe {
  if (!day) return null;
  if (method === 'h') return day.h;
  if (['p', 'p_wind', 'factors', ''].includes(method)) return day.p;
  return day.indices?.[named[method] ?? method] ?? null;
}

/** What the chart calls the index of a method. */
export const indexName = (method: string): string =>
  ['p', 'p_wind', 'factors', ''].includes(method) ? 'P' : method.toUpperCase();

/** Days that are missing stay gaps: a line joins only neighbours. */
export function columnsOf(series: Series): Columns {
  const known = new Map(series.days.map((day) => [day.date, day]));
  const dates = daysBetween(series.from, series.to);
  const days = dates.map((date) => known.get(date) ?? null);
  const value = (day: SeriesDay | null) => indexOf(day, series.method) ?? day?.outlook?.median ?? null;
  const isAhead = (day: SeriesDay | null | undefined) => day?.status === 'forecast';
  return {
    days,
    dates,
    x: dates.map(seconds),
    past: days.map((day) => (isAhead(day) ? null : value(day))),
    ahead: days.map((day, i) => (isAhead(day) || isAhead(days[i + 1]) ? value(day) : null)),
    low: days.map((day) => day?.outlook?.low ?? null),
    high: days.map((day) => day?.outlook?.high ?? null),
    rain: days.map((day) => day?.rain24_mm ?? null),
  };
}

/** The top of the scale: above the line, and into the class above it where that is near. */
export function topOf(columns: Columns, limits: Maybe[]): number {
  const highest = Math.max(
    0,
    ...[...columns.past, ...columns.ahead, ...columns.high].filter((v) => v !== null),
  );
  const next = limits.filter((limit) => limit !== null && limit > highest).sort((a, b) => a! - b!)[0];
  return next && next < highest * 1.6 ? next * 1.08 : Math.max(highest * 1.15, limits[0] ?? 1);
}
