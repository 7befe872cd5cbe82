// What the desk asks of the service.
import { Problem, type Level, type Maybe } from '../api';
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
  override?: { before: Level; level: Level; role: string; reason: string; at: string };
}

export interface Run {
  id: string;
  date: string;
  to: string;
  issued: string;
  status: 'draft' | 'published' | 'superseded' | 'withdrawn';
}

export interface Draft extends Run {
  days: DraftDay[];
  differing: number;
}

export interface Decision {
  run: string;
  date: string;
  kind: 'published' | 'withdrawn' | 'overridden';
  at: string;
  automatic: boolean;
  role: string;
  reason?: string;
  override?: { zone: string; date: string; before: Level; level: Level };
}

export interface AuditEntry {
  seq: number;
  at: string;
  actor: string;
  role: string;
  action: string;
  subject: string;
  detail?: string;
  reason?: string;
  refused?: string;
}

const runPath = (run: string, rest: string) => `runs/${encodeURIComponent(run)}/${rest}`;

export const getDrafts = async () => (await ask<{ runs: Run[] | null }>('GET', 'drafts')).runs ?? [];
export const getDraft = (run: string) => ask<Draft>('GET', `drafts/${encodeURIComponent(run)}`);
export const makeDraft = () => ask<Run>('POST', 'runs', {});
export const publish = (run: string) => ask<Run>('POST', runPath(run, 'publish'));
export const withdraw = (run: string, reason: string) =>
  ask<Run>('POST', runPath(run, 'withdraw'), { reason });

export const override = (run: string, zone: string, level: Level, reason: string) =>
  ask<unknown>('POST', runPath(run, 'override'), { zone, level, reason });
export const getAudit = async () =>
  (await ask<{ entries: AuditEntry[] | null }>('GET', 'audit?limit=50')).entries ?? [];

/** The public log of late, which needs no key. */
export async function getLog(): Promise<Decision[]> {
  const response = await fetch('/api/v1/publications', { cache: 'no-cache' });
  const answer = await response.json().catch(() => null);
  if (!response.ok) throw new Problem(response.status, answer?.title ?? '', answer?.detail);
  return answer.publications ?? [];
}

/** The rows of the draft's own day, those that would change first. */
export const ownDay = (draft: Draft): DraftDay[] =>
  draft.days
    .filter((day) => day.date === draft.date)
    .sort((a, b) => Number(b.differs) - Number(a.differs) || a.name.localeCompare(b.name, 'vi'));

/** The run that speaks now, as far as the log tells: the last published one that was not withdrawn. */
export function standing(log: Decision[]): string | null {
  const gone = new Set(log.filter((each) => each.kind === 'withdrawn').map((each) => each.run));
  return log.find((each) => each.kind === 'published' && !gone.has(each.run))?.run ?? null;
}
