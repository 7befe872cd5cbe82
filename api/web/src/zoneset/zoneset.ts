// Zone sets and the file a new one comes from.
import { ask } from '../ask';

export interface ZoneSet {
  id: string;
  name: string;
  valid_from: string | null;
  valid_to: string | null;
  source: string;
  basis: string;
  indicative: boolean;
}

export interface Fault {
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
  repairs: string[];
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

const rings = ({ geometry }: Shape): Ring[] =>
  geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();

/** A plan of the shapes for an SVG of `width`, north up; lengths are true at its middle latitude. */
export function plan(shapes: Shape[], width: number) {
  const points = shapes.flatMap((shape) => rings(shape).flat());
  const bound = points.reduce(
    ([w, s, e, n], [x, y]) => [Math.min(w, x), Math.min(s, y), Math.max(e, x), Math.max(n, y)],
    [Infinity, Infinity, -Infinity, -Infinity],
  );
  const [west, south, east, north] = bound;
  const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180));
  const wide = Math.max((east - west) * shrink, (north - south) / 1.2, 1e-9); // no taller than 1.2 widths
  const place = ([x, y]: [number, number]): [number, number] => [
    (((x - west) * shrink) / wide) * width,
    ((north - y) / wide) * width,
  ];
  const line = (ring: Ring) =>
    'M' +
    ring
      .map((p) =>
        place(p)
          .map((v) => v.toFixed(1))
          .join(' '),
      )
      .join('L') +
    'Z';
  return {
    width: Math.max(1, ((east - west) * shrink * width) / wide),
    height: Math.max(1, ((north - south) / wide) * width),
    place,
    paths: shapes.map((shape) => ({
      id: shape.id,
      name: shape.properties.name,
      d: rings(shape).map(line).join(''),
    })),
  };
}
