// The next 30 days over past years' weather, as columns and in words.
import type { Ahead, Level } from '../api';

type Days = Ahead['days'];

export interface Part {
  level: Level;
  over: number; // share of the members below
  to: number;
}

/** A stack of shares for each day, I lowest; empty where nothing is known. */
export const columnsOf = (days: Days): Part[][] =>
  days.map(({ probability }) => {
    let over = 0;
    return (probability ?? []).map((share, i) => {
      const part = { level: (i + 1) as Level, over, to: over + share };
      over = part.to;
      return part;
    });
  });

/** By week: the mean chance of level IV or above, percent; null where no day of it is known. */
export function weeksOf(days: Days): { from: string; to: string; dangerous: number | null }[] {
  const weeks = [];
  for (let at = 0; at < days.length; at += 7) {
    const week = days.slice(at, at + 7);
    const known = week.flatMap(({ probability_iv_up: danger }) => (danger === null ? [] : [danger]));
    const mean = known.length ? (100 * known.reduce((sum, p) => sum + p, 0)) / known.length : null;
    weeks.push({ from: week[0]!.date, to: week.at(-1)!.date, dangerous: mean });
  }
  return weeks;
}
