// Roadside signs: what each should show, what it shows, and what to do about it.
import type { Level } from '../api';
import { ask } from '../ask';
import type { Spot } from '../map/place';

export type SignState = 'right' | 'wrong' | 'unseen' | 'unknown';

export interface Sign {
  id: string;
  name: string;
  place: string;
  lat: number;
  lon: number;
  zone: string;
  zone_name: string;
  should: Level;
  shows: Level;
  state: SignState;
  seen: string | null;
  since: string | null;
  ranger?: string; // for who works here
  note?: string;
  photo?: boolean;
}

/** A sign as it is written into the register. */
export interface SignForm {
  id: string;
  name: string;
  place: string;
  lat: number;
  lon: number;
  zone?: string;
  ranger: string;
  note: string;
}

const path = (id: string, step = '') => `signs/${encodeURIComponent(id)}${step && '/' + step}`;
const list = (answer: { signs: Sign[] | null }) => answer.signs ?? [];

export const getSigns = async () => list(await ask('GET', 'signs'));
export const getRegister = async () => list(await ask('GET', 'signs/register'));
export const add = (sign: SignForm) => ask<unknown>('POST', 'signs', sign);
export const edit = (id: string, sign: Partial<SignForm>) => ask<unknown>('PATCH', path(id), sign);
export const remove = (id: string) => ask<unknown>('DELETE', path(id));
export const photoPath = (id: string) => path(id, 'photo');

export function turned(id: string, level: number, photo: Blob | null): Promise<Sign> {
  const form = new FormData();
  form.append('level', String(level));
  if (photo) form.append('photo', photo, 'photo.jpg');
  return ask<Sign>('POST', path(id, 'turned'), form);
}

const order: SignState[] = ['wrong', 'unseen', 'unknown', 'right'];

/** What is to be done first; of those that are wrong, the longest wrong. */
export const sorted = (signs: Sign[]): Sign[] =>
  [...signs].sort(
    (a, b) =>
      order.indexOf(a.state) - order.indexOf(b.state) ||
      (a.since ?? '').localeCompare(b.since ?? '') ||
      a.name.localeCompare(b.name, 'vi'),
  );

/** Who turns signs, by name; for who works here. */
export const rangersOf = (signs: Sign[]): string[] =>
  [...new Set(signs.map(({ ranger }) => ranger ?? ''))]
    .filter((name) => name)
    .sort((a, b) => a.localeCompare(b, 'vi'));

/** The signs that one ranger is in charge of; of nobody in particular, all. */
export const ofRanger = (signs: Sign[], ranger: string): Sign[] =>
  ranger ? signs.filter((each) => each.ranger === ranger) : signs;

/** Colour and corners of each state; the numeral beside it is the level to show. */
const marks: Record<SignState, [string, number]> = {
  right: ['#17402f', 20],
  wrong: ['#8c1d18', 4],
  unseen: ['#b45309', 3],
  unknown: ['#6b756f', 3],
};

export const spotsOf = (signs: Sign[], roman: (level: Level) => string): Spot[] =>
  signs.map(({ id, lat, lon, state, should }) => ({
    id,
    lat,
    lon,
    color: marks[state][0],
    points: marks[state][1],
    text: should === null ? '?' : roman(should),
  }));
