// A grid of readings at 13:00 to fill in, and what is sent of it.
import type { Flag, Maybe } from '../api';
import { ask } from '../ask';
import { answerTo } from '../problem';

/** A station's reading of a day's noon hour, as the service has it. */
export interface Noon {
  station: string;
  name: string;
  time: string;
  there: boolean;
  temp_c: Maybe;
  rh_pct: Maybe;
  rain24_mm: Maybe;
  wind_ms: Maybe;
  correction: string;
  derived: string[]; // computed from others of the report
  flags: Flag[];
  void: string[]; // taken away by a correction
}

export interface Outcome {
  status: 'accepted' | 'duplicate' | 'rejected';
  reason?: string;
  flags?: Flag[];
}

export interface Answer {
  accepted: number;
  flagged: number;
  rejected: number;
  rows: Outcome[];
}

export const fields = ['temp', 'rh', 'rain', 'wind'] as const;
export type Field = (typeof fields)[number];
export type Cells = Record<Field, string>;

/** What the service calls a field. */
export const variable: Record<Field, string> = {
  temp: 'temp_c',
  rh: 'rh_pct',
  rain: 'rain',
  wind: 'wind_ms',
};

/** A row of the grid: what is there, what was typed, and of which emptied cells a
    person says that the value is wrong and that there is no right one. */
export interface Row {
  key: string;
  noon: Noon;
  typed: Cells;
  none: Field[];
  outcome?: Outcome;
}

const kmhPerMs = 3.6;

/** A number as it stands in a cell: at most two decimals, a comma in Vietnamese. */
export function show(value: Maybe, lang: string): string {
  if (value === null) return '';
  const text = String(Math.round(value * 100) / 100);
  return lang === 'vi' ? text.replace('.', ',') : text;
}

export const cellsOf = (noon: Noon, lang: string): Cells => ({
  temp: show(noon.temp_c, lang),
  rh: show(noon.rh_pct, lang),
  rain: show(noon.rain24_mm, lang),
  wind: show(noon.wind_ms === null ? null : noon.wind_ms * kmhPerMs, lang),
});

/** What was typed as a number; null for nothing, NaN for what is none. */
export function parse(text: string): number | null {
  const plain = text.trim().replace('−', '-').replace(',', '.');
  if (!plain) return null;
  return /^-?\d+(\.\d+)?$/.test(plain) ? Number(plain) : NaN;
}

/** The cells that were emptied of what is there. */
export const emptied = ({ noon, typed }: Row, lang: string): Field[] => {
  const there = cellsOf(noon, lang);
  return fields.filter((field) => typed[field].trim() === '' && there[field] !== '');
};

/** The emptied cells whose value a person takes away. */
export const taken = (row: Row, lang: string): Field[] =>
  emptied(row, lang).filter((field) => row.none.includes(field));

/** The cells that a person filled otherwise than what is there, or took away. A cell
    that is only emptied changes nothing: it may be a slip. */
export const changed = (row: Row, lang: string): Field[] => {
  const there = cellsOf(row.noon, lang);
  const gone = taken(row, lang);
  return fields.filter((field) =>
    row.typed[field].trim() === '' ? gone.includes(field) : parse(row.typed[field]) !== parse(there[field]),
  );
};

export const wrong = ({ typed }: Row): Field[] =>
  fields.filter((field) => Number.isNaN(parse(typed[field]) ?? 0));

/** The correction behind another: CCA, then CCB … CCZ. */
export function nextCorrection({ there, correction }: Noon): string | undefined {
  if (!there) return undefined;
  if (!/^CC[A-Y]$/.test(correction)) return correction === 'CCZ' ? 'CCZ' : correction ? 'CCB' : 'CCA';
  return 'CC' + String.fromCharCode(correction.charCodeAt(2) + 1);
}

/** What is sent of a row: all its values, so that they are of one report. Those that
    nobody touched keep the digits they had; a humidity that was computed from the
    temperature is left out, since it would not fit a corrected one. */
export function toSend(row: Row, lang: string) {
  const { noon } = row;
  const news = changed(row, lang);
  const value = (field: Field, there: Maybe) => (news.includes(field) ? parse(row.typed[field]) : there);
  const gone = taken(row, lang);
  const typed = parse(row.typed.wind);
  const wind = !news.includes('wind') ? noon.wind_ms : typed === null ? null : typed / kmhPerMs;
  const rain = value('rain', noon.rain24_mm);
  return {
    station: noon.station,
    time: noon.time,
    ...given('temp_c', value('temp', noon.temp_c)),
    ...given('rh_pct', value('rh', noon.derived.includes('rh_pct') ? null : noon.rh_pct)),
    ...given('wind_ms', wind === null ? null : Math.round(wind * 1000) / 1000),
    ...(rain === null ? {} : { rain_mm: rain, rain_hours: 24 }),
    ...(noon.there ? { correction: nextCorrection(noon) } : {}),
    ...(gone.length ? { void: gone.map((field) => variable[field]) } : {}),
  };
}

const given = (name: string, value: Maybe) => (value === null ? {} : { [name]: value });

export const sendReadings = (observations: object[]) => ask<Answer>('POST', 'observations', { observations });

/** Every station's noon reading of a day. */
export async function getNoons(day: string): Promise<Noon[]> {
  const answer = await answerTo<{ readings?: Noon[] }>(`/api/v1/observations?date=${day}`, {
    cache: 'no-cache',
  });
  return answer.readings ?? [];
}
