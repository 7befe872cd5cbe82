// What a person wants to be told of, between the form and the service.
import type { Lang } from '../api';

export interface Wish {
  zones: string[];
  least: number;
  rises: boolean;
  falls: boolean;
  daily: boolean;
  outlook: boolean;
  quiet: boolean;
  from: string; // HH:MM, local time
  to: string;
  vBreaks: boolean;
  language: Lang;
}

/** A subscription as the service gives it. */
export interface Kept {
  id: string;
  channel: 'email' | 'webhook' | 'webpush';
  address: string;
  language: Lang;
  area: { zones?: string[]; drawn?: unknown; point?: [number, number]; radius_km?: number };
  least: number;
  wants: { rises: boolean; falls: boolean; daily: boolean; outlook: boolean; outlook_probability?: number };
  quiet: { from: number; to: number; v_breaks: boolean };
  state: 'pending' | 'active' | 'ended';
  created: string;
}

export const usual = (language: Lang): Wish => ({
  zones: [],
  least: 4,
  rises: true,
  falls: true,
  daily: false,
  outlook: false,
  quiet: false,
  from: '21:00',
  to: '06:00',
  vBreaks: true,
  language,
});

const likely = 0.6; // as the form's words say

/** What the service takes; `area` where it is no list of zones and stays as it is. */
export function body(wish: Wish, area: Kept['area'] = { zones: wish.zones }) {
  const { rises, falls, daily, outlook, from, to, vBreaks } = wish;
  return {
    language: wish.language,
    least: wish.least,
    area,
    wants: { rises, falls, daily, outlook, outlook_probability: likely },
    ...(wish.quiet ? { quiet: { from, to, v_breaks: vBreaks } } : {}),
  };
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The form's wish from what is kept. */
export function wishOf(kept: Kept): Wish {
  const quiet = kept.quiet.from !== kept.quiet.to;
  const { rises, falls, daily, outlook } = kept.wants;
  return {
    ...usual(kept.language),
    zones: kept.area.zones ?? [],
    least: kept.least,
    ...{ rises, falls, daily, outlook, quiet },
    ...(quiet
      ? { from: clock(kept.quiet.from), to: clock(kept.quiet.to), vBreaks: kept.quiet.v_breaks }
      : {}),
  };
}

/** The token of a link in a message: what stands behind # is sent to no server. */
export const tokenOf = (hash: string): string => /^#manage=([\w-]{16,100})$/.exec(hash)?.[1] ?? '';
