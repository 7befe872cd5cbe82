// The part of the chain of days that made today's index.
import type { ChainDay } from '../api';

/** The days from the last reset, the resetting day first; all where there was none. */
export function sinceReset(chain: ChainDay[]): ChainDay[] {
  let start = 0;
  chain.forEach((day, i) => {
    if (day.k === 0) start = i;
  });
  return chain.slice(start);
}
