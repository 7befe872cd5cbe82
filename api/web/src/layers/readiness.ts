// What stands ready, over the levels: a sign for each kind, in the public's view of the
// register, which bears no person and no number.
import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import { date } from '../format';
import { book, language, say } from '../i18n/index.svelte';
import { spotStyle } from '../map/place';
import { getRegister, signOf, type Asset, type Kind } from '../readiness/readiness';
import type { Drawn, Row } from './layers.svelte';
import { words } from './words';

const t = book(words);
const nameOf = (kind: Kind) => say(kind.name);

/** What a thing is, in a line. */
export function tell(asset: Asset, kinds: Kind[]): string {
  const kind = kinds.find(({ id }) => id === asset.kind);
  const day = (text: string) => date(text, language.now);
  return [
    `${asset.name} – ${kind ? say(kind.name) : asset.kind}`,
    asset.forest,
    asset.checked_on && t('checked', { date: day(asset.checked_on) }),
    asset.expires_on && t(asset.expired ? 'expiredOn' : 'goodUntil', { date: day(asset.expires_on) }),
  ]
    .filter(Boolean)
    .join('; ');
}

function signs(placed: Asset[], kinds: Kind[]): Feature[] {
  return placed.map((asset) => {
    const { points, color, letters } = signOf(kinds, asset.kind, nameOf);
    const feature = new Feature(new Point(fromLonLat([asset.lon!, asset.lat!])));
    feature.set('told', () => tell(asset, kinds));
    const text = asset.expired ? `${letters} !` : letters;
    feature.setStyle(spotStyle({ id: asset.id, lat: asset.lat!, lon: asset.lon!, points, color, text }));
    return feature;
  });
}

function rows(placed: Asset[], kinds: Kind[]): Row[] {
  const there = kinds.filter(({ id }) => placed.some(({ kind }) => kind === id));
  const list: Row[] = there.map((kind) => {
    const { points, color, letters } = signOf(kinds, kind.id, nameOf);
    return { corners: points, color, text: `${letters} – ${say(kind.name)}` };
  });
  if (!placed.some(({ expired }) => expired)) return list;
  return [...list, { text: `! – ${t('expired')}` }];
}

/** The layer, asked for now. */
export async function draw(): Promise<Drawn> {
  const { kinds, assets } = (await getRegister(false)).register;
  const placed = assets.filter(({ lat, lon }) => lat !== undefined && lon !== undefined);
  const layer = new VectorLayer({ source: new VectorSource({ features: signs(placed, kinds) }) });
  const away = assets.length - placed.length;
  const note = () =>
    [t(placed.length ? 'readinessNote' : 'readinessNone'), away ? t('noPlace', { n: away }) : '']
      .join(' ')
      .trim();
  return { layer, rows: () => rows(placed, kinds), note, page: 'readiness' };
}
