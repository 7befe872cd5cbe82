// What the workshop asks of the service.
import { Problem, type Level, type Maybe, type Text } from '../api';
import { ask, credentials, saveAs } from '../ask';
import { reach } from '../problem';

export interface Edition {
  id: string;
  title: string;
  method: string;
  rain_reset_mm: number;
  status: 'draft' | 'provisional' | 'in_force' | 'off';
  decision?: string;
  first?: string;
  last?: string;
  draft: boolean;
  in_force_today: boolean;
}

export interface Entry {
  key: string;
  value: string;
}

/** A table as cells, right or wrong. */
export interface Cells {
  meta: Entry[];
  head: string[];
  rows: string[][];
}

export interface Fault {
  line: number;
  row: number; // from 1; 0 = none
  column: string;
  value: string;
  reason: string; // in English
  remedy: string;
  code?: string;
  args?: Record<string, string>;
}

export interface Checked {
  good: boolean;
  id?: string;
  faults: Fault[];
  sheet: Cells;
}

/** By level, unknown first. */
export type Counts = [number, number, number, number, number, number];

export interface Side {
  edition: string;
  title: string;
  days: Counts;
  fires: Counts;
  hotspots: Counts;
  fire_rate: Maybe[];
  hotspot_rate: Maybe[];
  warnings: number;
  all_clears: number;
  warning_days: number;
  owner_year: { warnings: Maybe; all_clears: Maybe };
  dry_at_v: Maybe;
}

export interface Letters {
  warnings: number;
  all_clears: number;
}

/** What a table no longer warns of. */
export interface Loss {
  title: string;
  dangerous: number;
  lowered: number;
  fires: number;
  share: Maybe;
}

/** What differs between two tables: an entry where it has a key, else a row. */
export interface Change {
  key?: string;
  was?: string;
  is?: string;
  group?: string;
  months?: string;
  ranges?: string[];
  before: Level;
  after: Level;
}

export interface Part {
  name: string;
  before: Counts;
  after: Counts;
  changed: number;
  letters_before: Letters;
  letters_after: Letters;
}

export interface Impact {
  from: string;
  to: string;
  zones: number;
  compared: number;
  changed: number;
  before: Side;
  after: Side;
  matrix: Counts[];
  loss: Loss;
  by_zone: Part[];
  by_month: Part[];
  by_year: Part[];
  told: Text[];
}

export interface Ladder {
  group: string;
  months: string;
  limits: { value: number; low: Maybe; high: Maybe }[];
  days: number;
  fire_days: number;
  seasons: number;
  shares: number[];
  fire_rate: Maybe[];
}

export interface Proposal extends Checked {
  loss: Loss;
  ladders: Ladder[];
  told: Text[];
}

export interface Goal {
  goal: string;
  method: string;
  rain_reset_mm?: number;
  shares?: number[];
  months: string[];
  groups?: string[];
  step?: number;
  resamples: number;
  seed: number;
}

export type Ref = { id: string } | { sheet: Cells };
export type Told = (done: number, of: number) => void;

export const getTables = () =>
  ask<{ tables: Edition[]; from?: string; to?: string }>('GET', 'workshop/tables');
export const getSheet = (id: string) => ask<Checked>('GET', `workshop/tables/${encodeURIComponent(id)}`);
export const checkFile = (file: File) =>
  ask<Checked>('POST', `workshop/check?name=${encodeURIComponent(file.name)}`, new Blob([file]));
export const check = (cells: Cells) => ask<Checked>('POST', 'workshop/check', cells);
export const save = (cells: Cells) => ask<Checked>('POST', 'tables', cells);

export const remove = (id: string) => ask<unknown>('DELETE', `tables/${encodeURIComponent(id)}`);

export const enact = (
  id: string,
  by: { decision: string; date: string; issuer: string; valid_from: string },
) =>
  ask<Edition & { ended: (Edition & { ends: string })[]; valid_from: string }>(
    'POST',
    `tables/${encodeURIComponent(id)}/enact`,
    by,
  );

export const diff = (a: Ref, b: Ref) => tryOut<{ changes: Change[] }>('diff', { a, b });
export const impact = (a: Ref, b: Ref, from: string, to: string, told: Told) =>
  tryOut<Impact>('impact', { a, b, from, to }, told);
export const calibrate = (goal: Goal, from: string, to: string, told: Told) =>
  tryOut<Proposal>('calibrate', { ...goal, from, to }, told);

interface Line {
  done?: number;
  of?: number;
  result?: unknown;
  problem?: { status: number; title: string; detail?: string; errors?: Problem['errors'] };
}

/** Sends what is to be tried and reads the lines that tell how far it has come. */
async function tryOut<T>(name: string, body: unknown, told: Told = () => {}): Promise<T> {
  const headers = { ...credentials(), 'Content-Type': 'application/json' };
  const response = await reach(`/api/v1/workshop/${name}`, {
    method: 'POST',
    headers,
    body: JSON.stringify(body),
  });
  if (!response.body) throw new Problem(0, 'the answer broke off');
  for await (const line of lines(response.body)) {
    if (line.problem) refuse(line.problem);
    if (line.result) return line.result as T;
    told(line.done ?? 0, line.of ?? 0);
  }
  throw new Problem(0, 'the answer broke off');
}

function refuse({ status, title, detail, errors }: NonNullable<Line['problem']>): never {
  throw new Problem(status, title, detail, 0, errors);
}

async function* lines(body: ReadableStream<Uint8Array>): AsyncGenerator<Line> {
  const reader = body.pipeThrough(new TextDecoderStream() as never).getReader();
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const parts = (rest + value).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) yield JSON.parse(part) as Line;
  }
  if (rest.trim()) yield JSON.parse(rest) as Line;
}

/** Fetches an annex and hands it to the browser as a file. */
export const download = (id: string, format: string, lang: string) =>
  saveAs(
    `/api/v1/workshop/tables/${encodeURIComponent(id)}/annex/${format}?lang=${lang}`,
    `bang-tra-${id}.${format}`,
  );

/** Share of the known days at IV or V, in percent; null where none is known. */
export function dangerShare(days: Counts): number | null {
  const known = days[1] + days[2] + days[3] + days[4] + days[5];
  return known ? (100 * (days[4] + days[5])) / known : null;
}

/** The faults at a cell, or at a comment line when there is no row. */
export const faultsAt = (faults: Fault[], row: number, column: string): Fault[] =>
  faults.filter((fault) => fault.row === row && fault.column === column);

/** Rows as wide as the header. */
export const squared = (cells: Cells): Cells => ({
  ...cells,
  meta: cells.meta.map((entry) => ({ ...entry })),
  rows: cells.rows.map((row) => cells.head.map((_, i) => row[i] ?? '')),
});
