// What the page of fires asks of the service.
import type { Fires, Hotspot, Maybe } from '../api';
import { ask } from '../ask';

export type FireStatus = 'reported' | 'confirmed' | 'closed' | 'refused';

/** A report or record as officers see it. */
export interface FireReport {
  id: string;
  status: FireStatus;
  origin: string;
  time: string;
  lat: number;
  lon: number;
  received: string;
  text?: string;
  phone?: string;
  photo?: string;
  photo_public: boolean;
  note?: string;
  out?: string;
  cause?: string;
  area_ha?: Maybe;
  forest?: string;
  forces?: string;
  reason?: string;
  zone: string;
  name: string;
  hotspots: { id: string; time: string; km: number; confidence: string }[];
}

/** What an officer writes into a record; what is left out stays. */
export interface FireEdit {
  note?: string;
  photo_public?: boolean;
  time?: string;
  out?: string;
  cause?: string;
  area_ha?: number;
  forest?: string;
  forces?: string;
}

const path = (id: string, step = '') => `fires/${encodeURIComponent(id)}${step && '/' + step}`;

export const getReports = async (status: FireStatus) =>
  (await ask<{ reports: FireReport[] | null }>('GET', `fires/reports?status=${status}`)).reports ?? [];
export const confirm = (id: string, edit: FireEdit) => ask<FireReport>('POST', path(id, 'confirm'), edit);
export const refuse = (id: string, reason: string) => ask<FireReport>('POST', path(id, 'refuse'), { reason });
export const close = (id: string, edit: FireEdit) => ask<FireReport>('POST', path(id, 'close'), edit);
export const change = (id: string, edit: FireEdit) => ask<FireReport>('PATCH', path(id), edit);
export const photoPath = (id: string) => `fires/reports/${encodeURIComponent(id)}/photo`;

/** The fires that officers confirmed, of a span. */
export async function getFires(from: string, to: string): Promise<Hotspot[]> {
  const query = new URLSearchParams({ kind: 'fire', from, to }).toString();
  return (await ask<Fires>('GET', `fires?${query}`)).fires ?? [];
}

/** The address of the open data of a span. */
export const csvAddress = (from: string, to: string, kind: '' | 'fire') =>
  `/api/v1/fires.csv?${new URLSearchParams(kind ? { from, to, kind } : { from, to }).toString()}`;

/** What a filled-in record says; empty fields are not known. */
export function editOf(
  form: Record<'note' | 'out' | 'cause' | 'area' | 'forest' | 'forces', string>,
  photo: boolean,
): FireEdit {
  const edit: FireEdit = {
    note: form.note,
    cause: form.cause,
    forest: form.forest,
    forces: form.forces,
    photo_public: photo,
  };
  if (form.out) edit.out = form.out;
  const area = Number(form.area.replace(',', '.'));
  if (form.area.trim() && Number.isFinite(area)) edit.area_ha = area;
  return edit;
}
