// Zone sets and the file a new one comes from.
import { ask } from '../ask';
import type { Note } from './reason';

export interface ZoneSet {
  id: string;
  name: string;
  valid_from: string | null;
  valid_to: string | null;
  source: string;
  basis: string;
  indicative: boolean;
}

export interface Fault extends Note {
  severity: 'error' | 'warning';
  text: string;
  at: [number, number] | null;
}

type Ring = [number, number][];
export interface Shape {
  id: string;
  geometry: { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };
  properties: { name: string };
}

export interface Preview {
  id: string;
  usable: boolean;
  zones: number;
  area_ha: number;
  format: string;
  crs: string;
  encoding: string;
  notes: string[];
  note_codes?: Note[];
  repairs: string[];
  repair_codes?: Note[];
  faults: Fault[];
  more_faults: number;
  map: { features: Shape[] } | null;
}

/** How a file is to be read. */
export interface Reading {
  set: string;
  crs: string;
  encoding: string;
  layer: string;
  columns: string;
  repair: boolean;
}

/** The days and the ground a set is taken with. */
export interface Taking {
  valid_from: string;
  valid_to: string;
  source: string;
  basis: string;
}

/** What is given of the fields, as a query. */
export function query(file: string, fields: Record<string, string | boolean>): string {
  const given = Object.entries(fields).filter(([, value]) => value !== '' && value !== false);
  return new URLSearchParams([
    ['file', file],
    ...given.map(([k, v]): [string, string] => [k, String(v).trim()]),
  ]).toString();
}

export const getSets = async () => (await ask<{ zone_sets: ZoneSet[] }>('GET', 'zonesets')).zone_sets;
export const preview = (file: File, reading: Reading) =>
  ask<Preview>('POST', `zonesets/preview?${query(file.name, { ...reading })}`, file);
export const take = (file: File, reading: Reading, taking: Taking, expect: string) =>
  ask<ZoneSet>('POST', `zonesets?${query(file.name, { ...reading, ...taking, expect })}`, file);
