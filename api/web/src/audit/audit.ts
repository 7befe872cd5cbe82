// What the audit page asks of the service.
import { ask } from '../ask';

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
  from?: string;
  hash: string;
}

export interface Wanted {
  actor: string;
  action: string;
  refused: boolean;
}

export interface Chain {
  whole: boolean;
  entries: number;
  last?: string;
  fault?: string;
}

/** What the log names, "run 2016…" or "command line", with its kind in other words. */
export function inWords(text: string, kinds: Record<string, string>): string {
  const kind = Object.keys(kinds).find((each) => text === each || text.startsWith(each + ' '));
  return kind ? kinds[kind] + text.slice(kind.length) : text;
}

/** The part of an address that asks for entries; before 0 is the newest. */
export function queryOf({ actor, action, refused }: Wanted, before = 0): string {
  const query = new URLSearchParams({ limit: '50' });
  if (actor.trim()) query.set('actor', actor.trim());
  if (action) query.set('action', action);
  if (refused) query.set('refused', 'true');
  if (before) query.set('before', String(before));
  return query.toString();
}

export const getAudit = (wanted: Wanted, before = 0) =>
  ask<{ entries: AuditEntry[]; next: number }>('GET', `audit?${queryOf(wanted, before)}`);
export const getChain = () => ask<Chain>('GET', 'audit/chain');
