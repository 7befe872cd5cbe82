// What the service answers, written by hand after the contract, and how to ask.

import { answerTo, Problem } from './problem';
import type { Verification } from './skill/answer';

export { Problem };
export type * from './skill/answer';
export type Lang = 'vi' | 'en';
export type Text = Record<Lang, string>;
/** 1–5, or null where the level cannot be known. */
export type Level = 1 | 2 | 3 | 4 | 5 | null;
export type Status = 'observed' | 'forecast' | 'estimated' | 'unknown';
export type Maybe = number | null;

export interface LevelStyle {
  level: Level;
  roman: string;
  label: Text;
  meaning: Text;
  color: string;
  duties: { text: Text; basis: Text }[];
}

export interface Province {
  id: string;
  name: Text;
  office: Text;
  time_zone: string;
  today: string;
  now: string;
  ahead_days: number;
  past_days: number;
  stale_hours: number;
  simulated: boolean;
  provisional: boolean;
  base_map: string;
  base_map_credit: string;
  center: number[]; // [lon, lat], empty without zones
  bounds: number[]; // [west, south, east, north], empty without zones
  levels: LevelStyle[];
  words: Record<string, Text>;
}

export interface Weather {
  temp13_c: Maybe;
  dewpoint13_c: Maybe;
  rh13_pct: Maybe;
  vpd13_hpa: Maybe;
  rain24_mm: Maybe;
  wind13_kmh: Maybe;
}

/** What a day looks like over many members. */
export interface Outlook {
  source: 'ensemble' | 'climatology';
  members: number;
  broken: number;
  counts: number[];
  low: Maybe;
  median: Maybe;
  high: Maybe;
}

/** When the members leave the level of the run's own day. */
export interface Spread {
  chance: number;
  last: string;
  early: string | null; // a tenth of them have by then
  median: string | null;
  late: string | null;
}

export interface ZoneDay extends Weather {
  zone: string;
  name: string;
  level: Level;
  roman: string;
  color: string;
  p: Maybe;
  h: Maybe;
  days_since_rain: Maybe;
  to_next: Maybe;
  next_level: Level;
  next_change: { date: string; level: Level } | null;
  change_spread: Spread | null; // of the run's own day
  probability: number[] | null; // of each level, I first
  probability_iv_up: Maybe;
  outlook: Outlook | null;
  climatological: boolean; // the level comes from past years' weather
  percentile: Maybe; // of P around the day of the year, 0–100
  anomaly: Maybe;
  indices: Record<string, Maybe>;
  valid: string;
  issued: string | null;
  run: string | null;
  edition: string | null;
  provisional: boolean;
  simulated: boolean;
  status: Status;
  stale: boolean;
  forest: boolean | null;
  groups: { group: string; level: Level; row: number }[];
}

export interface ZoneFeature {
  type: 'Feature';
  id: string;
  geometry: unknown;
  properties: ZoneDay;
}

export interface Levels {
  headline: { rule: 'median' | 'probable'; probability: Maybe } | null; // of the level of a day ahead
  notes: Text[]; // what the run remarks on itself
  climatology: { from: string; to: string; built: string } | null;
  type: 'FeatureCollection';
  features: ZoneFeature[];
  date: string;
  run: string | null;
  issued: string | null;
  published: string | null;
  zone_set: string;
  zone_set_name: string;
  indicative: boolean;
  provisional: boolean;
  simulated: boolean;
  stale: boolean;
  climatological: boolean;
}

export interface DayLevel {
  date: string;
  status: Status;
  level: Level;
}

export interface Dates {
  first: string | null;
  last: string | null;
  today: string;
  past_days: number;
  ahead_days: number;
  dates: DayLevel[];
}

export interface SeriesDay extends Weather {
  date: string;
  level: Level;
  status: Status;
  p: Maybe;
  h: Maybe;
  days_since_rain: Maybe;
  indices?: Record<string, Maybe>;
  outlook?: Outlook | null;
  run: string | null;
  issued: string | null;
  simulated: boolean;
  edition: string | null;
}

/** A class of the table: over < x ≤ to, null where open. */
export interface Band {
  level: Level;
  over: Maybe;
  to: Maybe;
}

export interface Series {
  zone: string;
  name: string;
  from: string;
  to: string;
  method: string;
  unit: string;
  bands: Band[];
  days: SeriesDay[];
}

export interface ChainDay {
  date: string;
  p_before: Maybe;
  daily: Maybe;
  k: Maybe;
  p: Maybe;
  h: Maybe;
  rain24_mm: Maybe;
  temp13_c: Maybe;
  vpd13_hpa: Maybe;
  status: Status;
}

export interface Explain {
  zone: string;
  name: string;
  date: string;
  level: Level;
  status: Status;
  issued: string | null;
  published: string | null;
  provisional: boolean;
  simulated: boolean;
  summary: Text;
  text: Record<Lang, string[]>;
  chain: ChainDay[];
  edition: {
    id: string;
    title: string;
    method: string;
    status: string;
    basis: string;
    decision: string;
    issuer: string;
    rain_reset_mm: number;
  } | null;
  row: { forest_group: string; months: string; over: Maybe; to: Maybe; level: Level } | null;
  stations: { id: string; name: string; weight: number; value: Maybe; parts?: Record<string, unknown> }[];
}

export interface Warning {
  of: string;
  variable?: string;
  kind: string;
  since: string | null;
  reason: string;
}

export interface Station {
  id: string;
  name: string;
  lat: number;
  lon: number;
  elevation_m: Maybe;
  newest: string | null;
  stale: boolean;
  simulated: boolean;
  warnings: Warning[];
}

export interface Stations {
  stations: Station[];
  sources: Warning[];
}

/** Why a value is kept and not used. */
export interface Flag {
  variable: string;
  test: string;
  value?: Maybe;
  low?: Maybe;
  high?: Maybe;
  reason: string;
}

export interface Reading {
  time: string;
  temp_c?: Maybe;
  dewpoint_c?: Maybe;
  rh_pct?: Maybe;
  wind_ms?: Maybe;
  rain?: { mm: number; hours: number }[] | null;
  flags?: Flag[] | null;
}

export interface Readings {
  station: Station;
  from: string;
  to: string;
  observations: Reading[];
}

/** What the public is told of a fire that an officer confirmed. */
export interface FireRecord {
  status: 'confirmed' | 'closed';
  confirmed: string;
  out: string | null;
  cause: string;
  area_ha: Maybe;
  forest: string;
  forces: string;
  note: string;
  photo?: string;
}

/** Something hot that a satellite saw, not always a fire; or a fire that an officer confirmed. */
export interface Hotspot {
  id: string;
  time: string;
  lat: number;
  lon: number;
  kind: 'hotspot' | 'fire';
  confidence?: 'low' | 'nominal' | 'high'; // of a hotspot
  frp_mw?: Maybe;
  satellite?: string;
  instrument?: string;
  fires?: string[]; // of a hotspot: the confirmed fires it belongs to
  hotspots?: string[]; // of a confirmed fire
  record?: FireRecord; // of a confirmed fire
  zone: string;
  name: string;
}

export interface Fires {
  from: string;
  to: string;
  fires: Hotspot[];
}

function get<T>(path: string, query: Record<string, string>, signal?: AbortSignal): Promise<T> {
  const search = new URLSearchParams(query).toString();
  return answerTo<T>(`/api/v1/${path}${search && '?' + search}`, { signal });
}

/** An empty list may arrive as null. */
const list = <T>(items: T[] | null | undefined): T[] => items ?? [];
const zonePath = (zone: string, rest: string) => `zones/${encodeURIComponent(zone)}/${rest}`;

export const getProvince = (signal?: AbortSignal) => get<Province>('province', {}, signal);

export async function getDates(signal?: AbortSignal): Promise<Dates> {
  const answer = await get<Dates>('dates', {}, signal);
  return { ...answer, dates: list(answer.dates) };
}

export async function getLevels(date: string, signal?: AbortSignal): Promise<Levels> {
  const answer = await get<Levels>('levels.geojson', { date }, signal);
  const features = list(answer.features);
  for (const { properties } of features) properties.groups = list(properties.groups);
  return { ...answer, features };
}

export async function getSeries(zone: string, from: string, to: string, signal?: AbortSignal) {
  const answer = await get<Series>(zonePath(zone, 'series'), { from, to }, signal);
  return { ...answer, bands: list(answer.bands), days: list(answer.days) };
}

export async function getExplain(zone: string, date: string, signal?: AbortSignal): Promise<Explain> {
  const answer = await get<Explain>(zonePath(zone, 'explain'), { date }, signal);
  return { ...answer, chain: list(answer.chain), stations: list(answer.stations) };
}

/** A zone's indices beside the same season of past years. */
export interface Climate {
  climatology: { from: string; to: string } | null;
  indices: { index: string; value: Maybe; percentile: Maybe; median: Maybe }[];
}

export const getClimate = (zone: string, date: string, signal?: AbortSignal) =>
  get<Climate>(zonePath(zone, 'climatology'), { date }, signal);

/** The next 30 days if they are like past years; nobody has reviewed them. */
export interface Ahead {
  days: {
    date: string;
    level: Level;
    probability: number[] | null;
    probability_iv_up: Maybe;
    members: number;
  }[];
}

export const getAhead = (zone: string, signal?: AbortSignal) =>
  get<Ahead>(zonePath(zone, 'outlook'), {}, signal);

export const getStations = (signal?: AbortSignal) => get<Stations>('stations', {}, signal);

export const getReadings = (station: string, from: string, to: string, signal?: AbortSignal) =>
  get<Readings>(`stations/${encodeURIComponent(station)}/observations`, { from, to }, signal);

export async function getFires(from: string, to: string, signal?: AbortSignal): Promise<Fires> {
  const answer = await get<Fires>('fires', { from, to }, signal);
  return { ...answer, fires: list(answer.fires) };
}

export const getVerification = (span: { from?: string; to?: string }, signal?: AbortSignal) =>
  get<Verification>('verification', { ...span }, signal);

export const getPoint = (lat: number, lon: number, date: string) =>
  get<ZoneDay>('point', { lat: lat.toFixed(5), lon: lon.toFixed(5), date });
