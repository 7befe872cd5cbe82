// What of the page stands in its address, so that a link can be shared.
import type { Lang } from './api';
import { isDay } from './day';
import { isPage, type Page } from './pages';

export type View = 'map' | 'list' | Page;

const isView = (text: string | null): text is View => text === 'map' || text === 'list' || isPage(text ?? '');

export interface Place {
  date: string | null; // null = today
  zone: string | null;
  lang: Lang | null; // null = the reader's usual one
  view: View;
  station: string | null; // whose month is open
}

export function readPlace(search: string): Place {
  const query = new URLSearchParams(search);
  const date = query.get('date');
  const lang = query.get('lang');
  const view = query.get('view');
  return {
    date: isDay(date) ? date : null,
    zone: query.get('zone') || null,
    lang: lang === 'vi' || lang === 'en' ? lang : null,
    view: isView(view) ? view : 'map',
    station: query.get('station') || null,
  };
}

export function writePlace(place: Place): string {
  const query = new URLSearchParams();
  if (place.date) query.set('date', place.date);
  if (place.zone) query.set('zone', place.zone);
  if (place.lang) query.set('lang', place.lang);
  if (place.view !== 'map') query.set('view', place.view);
  if (place.station) query.set('station', place.station);
  const text = query.toString();
  return text && '?' + text;
}
