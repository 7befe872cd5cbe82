// What a person wants to be told of, between the form and the service.
import type { Lang } from '../api';
import { fold } from '../format';

export interface Named {
  id: string;
  name: string;
}

const most = 100; // zones shown at once: a phone does not bear thousands of boxes

/** The zones to choose from: those of a name like what is sought, else the first ones with
    those that are chosen. */
export function toShow<Z extends Named>(zones: Z[], chosen: string[], sought: string): Z[] {
  const like = fold(sought);
  if (like) return zones.filter(({ name }) => fold(name).includes(like)).slice(0, most);
  const picked = new Set(chosen);
  return zones.filter(({ id }, i) => i < most || picked.has(id));
}

/** A choice with one zone taken in or out. */
export const toggled = (chosen: string[], zone: string): string[] =>
  chosen.includes(zone) ? chosen.filter((each) => each !== zone) : [...chosen, zone];

export type Shape = 'zones' | 'point' | 'drawn';
export type Place = [lon: number, lat: number];

export interface Wish {
  shape: Shape;
  zones: string[];
  point: { lat: string; lon: string }; // as typed
  radiusKm: number;
  corners: Place[]; // of the drawn area, not closed
  least: number;
  rises: boolean;
  falls: boolean;
  daily: boolean;
  outlook: boolean;
  likely: number; // of outlook: from this probability on, in per cent
  quiet: boolean;
  from: string; // HH:MM, local time
  to: string;
  vBreaks: boolean;
  language: Lang;
}

/** Where a subscription wants to know the level, as the service takes and gives it. */
export interface Area {
  zones?: string[];
  drawn?: Place[][];
  point?: Place;
  radius_km?: number;
}

/** A subscription as the service gives it. */
export interface Kept {
  id: string;
  channel: 'email' | 'webhook' | 'webpush';
  address: string;
  language: Lang;
  area: Area;
  least: number;
  wants: { rises: boolean; falls: boolean; daily: boolean; outlook: boolean; outlook_probability?: number };
  quiet: { from: number; to: number; v_breaks: boolean };
  state: 'pending' | 'active' | 'ended';
  created: string;
}

export const usual = (language: Lang): Wish => ({
  shape: 'zones',
  zones: [],
  point: { lat: '', lon: '' },
  radiusKm: 5,
  corners: [],
  least: 4,
  rises: true,
  falls: true,
  daily: false,
  outlook: false,
  likely: 60,
  quiet: false,
  from: '21:00',
  to: '06:00',
  vBreaks: true,
  language,
});

/** The point that was typed or marked; null where it is none. */
export function pointOf({ lat, lon }: Wish['point']): Place | null {
  if (!lat.trim() || !lon.trim()) return null;
  const [north, east] = [lat, lon].map((each) => Number(each.replace(',', '.')));
  return Math.abs(north) <= 85 && Math.abs(east) <= 180 ? [east, north] : null;
}

/** The area of a wish; null while it is none yet. */
export function areaOf(wish: Wish): Area | null {
  if (wish.shape === 'zones') return wish.zones.length ? { zones: wish.zones } : null;
  if (wish.shape === 'drawn')
    return wish.corners.length > 2 ? { drawn: [[...wish.corners, wish.corners[0]]] } : null;
  const point = pointOf(wish.point);
  return point && { point, radius_km: wish.radiusKm };
}

/** What the service takes. */
export function body(wish: Wish) {
  const { rises, falls, daily, outlook, from, to, vBreaks } = wish;
  return {
    language: wish.language,
    least: wish.least,
    area: areaOf(wish),
    wants: { rises, falls, daily, outlook, outlook_probability: wish.likely / 100 },
    ...(wish.quiet ? { quiet: { from, to, v_breaks: vBreaks } } : {}),
  };
}

const clock = (minute: number) =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;

/** The area's part of the form. */
function placeOf({ zones, drawn, point, radius_km }: Area): Partial<Wish> {
  if (point)
    return {
      shape: 'point',
      point: { lat: String(point[1]), lon: String(point[0]) },
      radiusKm: radius_km ?? 0,
    };
  if (drawn?.[0]) return { shape: 'drawn', corners: drawn[0].slice(0, -1) };
  return { shape: 'zones', zones: zones ?? [] };
}

/** The form's wish from what is kept. */
export function wishOf(kept: Kept): Wish {
  const quiet = kept.quiet.from !== kept.quiet.to;
  const { rises, falls, daily, outlook, outlook_probability } = kept.wants;
  const wish = usual(kept.language);
  return {
    ...wish,
    ...placeOf(kept.area),
    least: kept.least,
    ...{ rises, falls, daily, outlook, quiet },
    likely: outlook_probability ? Math.round(outlook_probability * 100) : wish.likely,
    ...(quiet
      ? { from: clock(kept.quiet.from), to: clock(kept.quiet.to), vBreaks: kept.quiet.v_breaks }
      : {}),
  };
}

/** The token of a link in a message: what stands behind # is sent to no server. */
export const tokenOf = (hash: string): string => /^#manage=([\w-]{16,100})$/.exec(hash)?.[1] ?? '';
