// Calendar days as the service writes them, YYYY-MM-DD: no clock, no zone.

const pattern = /^\d{4}-\d{2}-\d{2}$/;
const daySeconds = 86_400;

/** Seconds since 1970 of the day's midnight, read as UTC. */
export const seconds = (day: string): number => Date.parse(day + 'T00:00:00Z') / 1000;

export const dayOf = (atSeconds: number): string => new Date(atSeconds * 1000).toISOString().slice(0, 10);

export const isDay = (text: string | null): text is string =>
  text !== null && pattern.test(text) && !Number.isNaN(seconds(text)) && dayOf(seconds(text)) === text;

export const addDays = (day: string, n: number): string => dayOf(seconds(day) + n * daySeconds);

/** 0 is Sunday. */
export const weekday = (day: string): number => new Date(seconds(day) * 1000).getUTCDay();

/** Every day from the first to the last, both included. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let at = seconds(first); at <= seconds(last); at += daySeconds) days.push(dayOf(at));
  return days;
}
