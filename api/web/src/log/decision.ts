// The public log of what was published, withdrawn, overridden, by role and never by person.
import type { Level } from '../api';
import { t, type Key } from '../i18n/index.svelte';
import { answerTo } from '../problem';

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

/** The log of the runs made for days of a span, of late without one; it needs no key. */
export async function getLog(span?: { from: string; to: string }): Promise<Decision[]> {
  const query = span ? `?from=${span.from}&to=${span.to}` : '';
  const answer = await answerTo<{ publications?: Decision[] }>(`/api/v1/publications${query}`, {
    cache: 'no-cache',
  });
  return answer.publications ?? [];
}

/** The run that speaks now, as far as the log tells: the last published one that was not withdrawn. */
export function standing(log: Decision[]): string | null {
  const gone = new Set(log.filter((each) => each.kind === 'withdrawn').map((each) => each.run));
  return log.find((each) => each.kind === 'published' && !gone.has(each.run))?.run ?? null;
}

const roles = ['officer', 'publisher', 'admin', 'standing_rule', 'command_line', 'public'];

/** A role in words. */
export function roleOf(role: string): string {
  const known = role.replace(' ', '_');
  return t((roles.includes(known) ? `role_${known}` : 'role_other') as Key);
}
