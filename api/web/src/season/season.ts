// The season report: its figures, and the paper to sign.
import type { Level } from '../api';
import { ask, saveAs } from '../ask';

export interface LevelDays {
  by_level: number[]; // I first
  unknown: number;
  complete_pct: number | null;
}

export interface ZoneSeason {
  zone: string;
  levels: LevelDays;
  highest: Level;
  first_dangerous?: string;
  last_dangerous?: string;
  longest_dangerous_days: number;
  fires: number;
}

export interface Area {
  set: string;
  name: string;
  basis?: string;
  indicative: boolean;
  names: Record<string, string>;
  season: { from: string; to: string; zones: ZoneSeason[] };
}

export interface Month {
  year: number;
  month: number;
  levels: LevelDays;
}

interface Score {
  value: number | null;
}

export interface Lead {
  lead_days: number;
  scores: {
    percent_correct: Score;
    hit_rate: Score;
    false_alarm_ratio: Score;
    climatology: { rpss: Score };
    persistence: { rpss: Score };
  };
}

export interface Station {
  id: string;
  name: string;
  days: number;
  any: number;
  noon: number;
  rain: number;
  both: number;
}

export interface TableUse {
  id: string;
  title: string;
  status?: string;
  decision?: string;
  first: string;
  last: string;
  days: number;
}

export interface Season {
  year: number;
  from: string;
  to: string;
  last: string;
  days: number;
  over: boolean;
  told: boolean;
  notice_days: number;
  levels: LevelDays;
  months: Month[];
  areas: Area[];
  marks: { known: number; estimated: number; early: number; provisional: number; simulated: number };
  decisions: {
    roles: { role: string; published: number; withdrawn: number; overridden: number }[];
  };
  alerts: { public: number; persons: number; reached: number } | null;
  fires: { hotspots: number | null; records: unknown[]; area_ha: number | null; no_area: number };
  skill: { leads: Lead[] } | null;
  stations: Station[];
  tables: TableUse[];
}

export const forms = ['pdf', 'xlsx', 'html'] as const;
export type Form = (typeof forms)[number];

export const getSeason = (year: number): Promise<Season> =>
  ask<Season>('GET', `reports/season/${encodeURIComponent(year)}`);

/** The year of the season that is over, or is over before long: the one to report. */
export function yearOf(today: string): number {
  const [year, month] = today.split('-').map(Number);
  return month >= 6 ? year : year - 1;
}

/** Known zone-days, and how many there are. */
export const knownOf = (days: LevelDays): number => days.by_level.reduce((sum, n) => sum + n, 0);
export const allOf = (days: LevelDays): number => knownOf(days) + days.unknown;

/** A part of a whole in percent; null of nothing. */
export const shareOf = (part: number, whole: number): number | null =>
  whole > 0 ? (100 * part) / whole : null;

/** Fetches the paper and hands it to the browser as a file. */
export const download = (year: number, form: Form, lang: string) =>
  saveAs(`/reports/season/${year}.${form}?lang=${lang}`, `bao-cao-mua-chay-${year}-${lang}.${form}`);
