// A report of a fire: what it says, and how a refusal is put to the reader.
import type { Problem, Text } from '../api';
import { ask } from '../ask';

export interface Term {
  id: string;
  text: Text;
}

export interface Rules {
  now: string; // the service's clock, in the province's time
  emergency: string;
  report_days: number;
  photo_mb: number;
  photo_side: number;
  phone_days: number;
  causes: Term[] | null;
  forests: Term[] | null;
}

export interface Report {
  lat: string;
  lon: string;
  time: string;
  text: string;
  phone: string;
  key: string;
  website: string; // stays empty
}

export interface Sent {
  id: string;
  status: string;
  received: string;
}

export const getRules = () => ask<Rules>('GET', 'fires/rules');

export function send(report: Report, photo: Blob | null): Promise<Sent> {
  const form = new FormData();
  for (const [name, value] of Object.entries(report)) form.append(name, value);
  if (photo) form.append('photo', photo, 'photo.jpg');
  return ask<Sent>('POST', 'fires', form);
}

/** A name that no other report has: sent twice, it is one report. */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((each) => each.toString(16).padStart(2, '0')).join('');
}

/** The local time of an instant with an offset, as an input of day and time takes it. */
export const localMinute = (instant: string): string => instant.slice(0, 16);

/** Degrees as they are sent; about a metre. */
export const degrees = (value: number): string => value.toFixed(5);

export type Trouble =
  | 'offline'
  | 'tooOften'
  | 'tooLarge'
  | 'badPhoto'
  | 'badPlace'
  | 'farAway'
  | 'badTime'
  | 'badText'
  | 'badPhone'
  | 'failed';

/** What a refusal is about. */
export function troubleOf({ status, detail, offline }: Problem): Trouble {
  if (offline) return 'offline';
  if (status === 429) return 'tooOften';
  if (status === 413) return 'tooLarge';
  if (/^lat, lon/.test(detail)) return 'farAway';
  if (/^(lat|lon)/.test(detail)) return 'badPlace';
  if (/^photo/.test(detail)) return 'badPhoto';
  if (/^time/.test(detail)) return 'badTime';
  if (/^text/.test(detail)) return 'badText';
  if (/^phone/.test(detail)) return 'badPhone';
  return 'failed';
}
