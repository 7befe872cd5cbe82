// The register of what stands ready against fire.
import type { Text } from '../api';
import { ask, saveAs } from '../ask';

export interface Kind {
  id: string;
  name: Text;
  unit?: Text;
  private?: boolean;
}

export interface Asset {
  id: string;
  kind: string;
  name: string;
  zone?: string;
  forest?: string;
  lat?: number;
  lon?: number;
  count?: number;
  contact?: string;
  phone?: string;
  checked_on?: string;
  expires_on?: string;
  note?: string;
  expired?: boolean;
}

/** What somebody does at some levels, with the kinds of the register that serve it. */
export interface Task {
  levels: number[];
  who: Text;
  do: Text;
  kinds?: string[];
}

export interface Register {
  kinds: Kind[];
  assets: Asset[];
  plan: { basis: Text; tasks: Task[] };
}

/** What is wrong with a row of a file. */
export interface RowFault {
  line: number;
  column: string;
  value: string;
  reason: string;
  remedy: string;
  code?: string;
  args?: Record<string, string>;
}

export interface FileAnswer {
  saved: number;
  faults: RowFault[];
  more_faults: number;
}

export interface Zone {
  id: string;
  name: string;
}

/** The whole register for those who work here; for others what is public. */
export async function getRegister(here: boolean): Promise<{ register: Register; whole: boolean }> {
  if (here) {
    const register = await ask<Register>('GET', 'readiness/register').catch(() => null);
    if (register) return { register, whole: true };
  }
  return { register: await ask<Register>('GET', 'readiness'), whole: false };
}

export const getZones = async () => (await ask<{ zones: Zone[] }>('GET', 'zones')).zones;
export const save = (asset: Asset) => ask<Register>('POST', 'readiness', { assets: [given(asset)] });
export const remove = (id: string) => ask<Register>('DELETE', `readiness/${encodeURIComponent(id)}`);

/** Only what is filled in: an empty field is not told, which is not 0. */
export function given(asset: Asset): Asset {
  const { expired: _, ...fields } = asset;
  const filled = Object.entries(fields).filter(([, v]) => v !== '' && v !== null && v !== undefined);
  return Object.fromEntries(filled) as unknown as Asset;
}

/** What concerns a zone: its own, and what is of the whole province. */
export const ofZone = (assets: Asset[], zone: string): Asset[] =>
  zone ? assets.filter((asset) => !asset.zone || asset.zone === zone) : assets;

export const upload = (file: File) =>
  ask<FileAnswer>('POST', `readiness/import?${new URLSearchParams({ file: file.name })}`, file);

/** Saves the whole register, which only those who work here may have, as a file. */
export const download = () => saveAs('/api/v1/readiness/register.csv', 'readiness.csv');

// Corners and colour of a kind's sign on the map, by its place in the list; a kind past
// these has its first letters alone. None of the colours is that of a level.
const signs = [
  [3, '#0b57d0'],
  [4, '#5b1a8b'],
  [5, '#00616e'],
  [6, '#6b3f00'],
  [8, '#3d4a43'],
] as const;

/** How a kind is shown: its shape, its colour and two letters that no other kind has. */
export function signOf(kinds: Kind[], id: string, name: (kind: Kind) => string) {
  const at = Math.max(
    0,
    kinds.findIndex((kind) => kind.id === id),
  );
  const [points, color] = signs[at % signs.length];
  return { points, color, letters: letters(kinds.map(name))[at] ?? '' };
}

/** For each name a short sign: the initials of its words, with a number where two would be alike. */
export function letters(names: string[]): string[] {
  const seen = new Map<string, number>();
  return names.map((name) => {
    const initials = name
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .slice(0, 2)
      .map((word) => word[0].toUpperCase())
      .join('');
    const times = (seen.get(initials) ?? 0) + 1;
    seen.set(initials, times);
    return times > 1 ? initials + times : initials;
  });
}

/** The things of a zone that serve a task: its own first, then those of the whole province. */
export const serving = (assets: Asset[], task: Task, zone: string): Asset[] =>
  ofZone(assets, zone)
    .filter(({ kind }) => task.kinds?.includes(kind))
    .sort((a, b) => Number(!a.zone) - Number(!b.zone));
