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

export const getRanking = () => ask<Ranking>('GET', 'keyareas');

/** The weights, as they stand in every area. */
export const weights = (ranking: Ranking): { name: Part['name']; weight: number }[] =>
  ranking.areas[0]?.parts.map(({ name, weight }) => ({ name, weight })) ?? [];

/** How a part's measure is written: share of days, a count, hectares, a name. */
export function measureOf(part: Part, number: (value: number, decimals: number) => string): string {
  if (part.named) return part.named;
  if (part.measure === null) return '';
  if (part.name === 'danger') return `${number(part.measure * 100, 0)} %`;
  return number(part.measure, part.name === 'area' ? 0 : 1);
}
