// What the desk asks of the service.
import type { Level, Maybe } from '../api';
import { ask } from '../ask';

export interface DraftDay {
  zone: string;
  name: string;
  date: string;
  level: Level;
  status: string;
  p: Maybe;
  public_level: Level;
  differs: boolean;
  yesterday_level: Level;
  override?: { before: Level; level: Level; role: string; reason: string; at: string };
}

export interface Run {
  id: string;
  date: string;
  to: string;
  issued: string;
  status: 'draft' | 'published' | 'superseded' | 'withdrawn';
  left?: string; // why the standing rule left it to a person
  outdated?: boolean; // a run of the same day that was made later is public
}

/** One day of a draft over all zones. */
export interface DraftSum {
  date: string;
  differing: number;
  risen: number;
  fallen: number;
  unknown: number;
  overridden: number;
  by_level: number[];
}

export interface Comment {
  at: string;
  role: string;
  by: string;
  text: string;
}

export interface Draft extends Run {
  days: DraftDay[]; // of the one day that was asked for
  differing: number;
  sums: DraftSum[];
  yesterday_known: boolean;
  comments: Comment[];
}

const runPath = (run: string, rest: string) => `runs/${encodeURIComponent(run)}/${rest}`;

export const getDrafts = async () => (await ask<{ runs: Run[] | null }>('GET', 'drafts')).runs ?? [];
export const getDraft = (run: string, day: string) =>
  ask<Draft>('GET', `drafts/${encodeURIComponent(run)}?date=${day}`);
export const makeDraft = () => ask<Run>('POST', 'runs', {});
export const publish = (run: string) => ask<Run>('POST', runPath(run, 'publish'));
export const withdraw = (run: string, reason: string) =>
  ask<Run>('POST', runPath(run, 'withdraw'), { reason });

export const override = (run: string, zone: string, date: string, level: Level, reason: string) =>
  ask<unknown>('POST', runPath(run, 'override'), { zone, date, level, reason });
export const comment = (run: string, text: string) =>
  ask<Comment>('POST', runPath(run, 'comments'), { text });

/** Whether a zone changes against what is public or against the day before. */
export const changes = (day: DraftDay): boolean =>
  day.differs || (day.yesterday_level !== null && day.yesterday_level !== day.level);

/** The rows of a day, those that would change first, then the highest levels. */
export const inOrder = (days: DraftDay[]): DraftDay[] =>
  [...days].sort(
    (a, b) =>
      Number(b.differs) - Number(a.differs) ||
      (b.level ?? 6) - (a.level ?? 6) ||
      a.name.localeCompare(b.name, 'vi'),
  );

/** How many levels a draft has: zones × days. */
export const zoneDays = ({ sums }: Draft): number =>
  sums.reduce((n, sum) => n + sum.unknown + sum.by_level.reduce((a, b) => a + b, 0), 0);
