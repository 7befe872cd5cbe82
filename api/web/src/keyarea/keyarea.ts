// The ranking of key fire-prone areas.
import { ask } from '../ask';

export interface Part {
  name: 'danger' | 'fires' | 'group' | 'area' | 'access';
  weight: number;
  measure: number | null;
  days?: number;
  named?: string;
  value: number | null;
  why?: string;
}

export interface Area {
  zone: string;
  name: string;
  rank: number;
  score: number | null;
  low: number;
  high: number;
  known: number;
  parts: Part[];
}

export interface Ranking {
  from: string;
  to: string;
  rules: { least_known: number; years: number; basis: { vi: string; en: string } };
  areas: Area[];
}

/** The ranking with the zones' shapes, most fire-prone first. */
export interface Shapes {
  type: 'FeatureCollection';
  features: { id: string; geometry: unknown; properties: Area }[];
}

export const getShapes = () => ask<Shapes>('GET', 'keyareas.geojson');

/** Classes of the score on the map, highest first: darker burns more easily. No level has these colours. */
export const classes = [
  { from: 60, color: '#4a1f6f' },
  { from: 40, color: '#8250a8' },
  { from: 20, color: '#bd9bd3' },
  { from: 0, color: '#e9dff0' },
] as const;
export const unrankedColor = '#f2f4f2';

/** How an area looks on the map: its class, its rank written in it. */
export function lookOf(area: Area): { color: string; text: string; hatched: boolean } {
  if (!area.rank || area.score === null) return { color: unrankedColor, text: '–', hatched: true };
  const score = area.score;
  const { color } = classes.find(({ from }) => score >= from) ?? classes[classes.length - 1];
  return { color, text: String(area.rank), hatched: false };
}

export const getRanking = () => ask<Ranking>('GET', 'keyareas');

/** The weights, as they stand in every area. */
export const weights = (ranking: Ranking): { name: Part['name']; weight: number }[] =>
  ranking.areas[0]?.parts.map(({ name, weight }) => ({ name, weight })) ?? [];

/** How a part's measure is written: share of days, a count, hectares, a name. */
export function measureOf(part: Part, number: (value: number, decimals: number) => string): string {
  if (part.named) return part.named;
  if (part.measure === null) return '';
  if (part.name === 'danger') return `${number(part.measure * 100, 0)}\u00a0%`;
  return number(part.measure, part.name === 'area' ? 0 : 1);
}
