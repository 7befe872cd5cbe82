// The order of the list of zones.
import type { ZoneDay } from '../api';
import { fold } from '../format';

export type Column = 'name' | 'level' | 'status' | 'days_since_rain' | 'percentile' | 'probability_iv_up';
export interface Order {
  column: Column;
  down: boolean;
}

/** Compares two zones; what is unknown comes last whichever way one sorts. */
function compare(a: ZoneDay, b: ZoneDay, { column, down }: Order): number {
  const [x, y] = [a[column], b[column]];
  if (x === null || y === null) return Number(x === null) - Number(y === null);
  const rising = typeof x === 'number' ? x - (y as number) : String(x).localeCompare(String(y), 'vi');
  return down ? -rising : rising;
}

/** The zones whose name has the words, in order; equals by name. */
export function rows(zones: ZoneDay[], words: string, order: Order): ZoneDay[] {
  const wanted = fold(words);
  const byName = { column: 'name', down: false } as const;
  return zones
    .filter((zone) => fold(zone.name).includes(wanted))
    .sort((a, b) => compare(a, b, order) || compare(a, b, byName));
}
