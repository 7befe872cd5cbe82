// How sure the level of a day is, as whole percents that add up to 100.

/** Whole percents of the five levels by the largest remainders; null without probabilities. */
export function chancesOf(probability: number[] | null | undefined): number[] | null {
  if (!probability || probability.length !== 5) return null;
  const exact = probability.map((p) => p * 100);
  const whole = exact.map(Math.floor);
  const order = exact
    .map((p, i) => ({ i, rest: p - whole[i]! }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i);
  const missing = Math.round(exact.reduce((sum, p) => sum + p, 0)) - whole.reduce((sum, p) => sum + p, 0);
  for (const { i } of order.slice(0, missing)) whole[i]! += 1;
  return whole;
}

/** The chance of level IV or above, in percent. */
export const dangerous = (chances: number[]): number => chances[3]! + chances[4]!;
