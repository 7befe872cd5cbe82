// The register of what stands ready against fire.
import type { Text } from '../api';
import { ask } from '../ask';

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

export interface Register {
  kinds: Kind[];
  assets: Asset[];
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
