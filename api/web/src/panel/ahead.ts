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

/** A week in figures; null where no day of it is known. */
export interface Week {
  from: string;
  to: string;
  dangerous: number | null; // mean chance of level IV or above, percent
  likeliest: { level: Level; percent: number } | null; // the level with the largest mean chance
}

export function weeksOf(days: Days): Week[] {
  const weeks = [];
  for (let at = 0; at < days.length; at += 7) {
    const week = days.slice(at, at + 7);
    const known = week.flatMap(({ probability_iv_up: danger }) => (danger === null ? [] : [danger]));
    weeks.push({
      from: week[0]!.date,
      to: week.at(-1)!.date,
      dangerous: known.length ? 100 * mean(known) : null,
      likeliest: likeliestOf(week.flatMap(({ probability }) => (probability ? [probability] : []))),
    });
  }
  return weeks;
}

const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Of two levels as likely the higher one. */
function likeliestOf(days: number[][]): Week['likeliest'] {
  if (!days.length) return null;
  const chances = days[0]!.map((_, i) => mean(days.map((shares) => shares[i]!)));
  const at = chances.lastIndexOf(Math.max(...chances));
  return { level: (at + 1) as Level, percent: 100 * chances[at]! };
}
