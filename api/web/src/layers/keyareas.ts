// Key fire-prone areas over the levels: a border and a rank, so that the colour of the
// level beneath stays what it is.
import type Feature from 'ol/Feature.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import VectorLayer from 'ol/layer/Vector.js';
import VectorSource from 'ol/source/Vector.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { book, language } from '../i18n/index.svelte';
import { number } from '../format';
import { getShapes, type Area } from '../keyarea/keyarea';
import { middle } from '../map/middle';
import { face } from '../map/paint';
import type { Drawn, Row } from './layers.svelte';
import { words } from './words';

const t = book(words);
const aboveNumeralPx = 21;

/** Borders by score, highest first: darker and broader burns more easily. No level has these colours. */
export const borders = [
  { from: 60, color: '#2f0f4d', width: 4.5 },
  { from: 40, color: '#5b1a8b', width: 3.5 },
  { from: 0, color: '#8250a8', width: 2 },
] as const;
const unranked = '#4b5a52';

export const ranked = ({ rank, score }: Area): boolean => rank > 0 && score !== null;

/** The border of an area; null of one without a rank. */
export const borderOf = (area: Area) =>
  ranked(area) ? (borders.find(({ from }) => area.score! >= from) ?? borders[borders.length - 1]) : null;

const line = (color: string, width: number, zIndex: number, lineDash?: number[]) =>
  new Style({ stroke: new Stroke({ color, width, lineDash }), zIndex });
const without = [line('#ffffff', 4, 0), line(unranked, 1.5, 1, [6, 5])];

function stylesOf(feature: Feature): Style[] {
  const area = feature.getProperties() as Area;
  const border = borderOf(area);
  if (!border) return without;
  const { color, width } = border;
  return [line('#ffffff', width + 2.5, 2), line(color, width, 3), badge(area.rank, feature)];
}

const badge = (rank: number, feature: Feature) =>
  new Style({
    geometry: middle(feature),
    zIndex: 1e6 - rank, // where there is no room for all, the first stay
    image: new CircleStyle({
      radius: 10,
      displacement: [0, aboveNumeralPx],
      fill: new Fill({ color: borders[0].color }),
      stroke: new Stroke({ color: '#ffffff', width: 1.5 }),
    }),
    text: new Text({
      text: String(rank),
      offsetY: -aboveNumeralPx,
      font: `600 12px ${face}`,
      fill: new Fill({ color: '#ffffff' }),
    }),
  });

function rows(areas: Area[]): Row[] {
  const n = (value: number) => number(value, 0, language.now) ?? '';
  const span = (i: number) =>
    i === 0 ? t('fromScore', { n: n(borders[0].from) }) : `${n(borders[i].from)}–${n(borders[i - 1].from)}`;
  const used = new Set(areas.map(borderOf));
  return [
    ...borders.flatMap((border, i) =>
      used.has(border) ? [{ color: border.color, text: t('score', { span: span(i) }) }] : [],
    ),
    ...(used.has(null) ? [{ color: unranked, dashed: true, text: t('notRanked') }] : []),
  ];
}

/** The layer, asked for now. */
export async function draw(): Promise<Drawn> {
  const shapes = await getShapes();
  const areas = shapes.features.map(({ properties }) => properties);
  const features = new GeoJSON().readFeatures(shapes, {
    featureProjection: 'EPSG:3857',
    dataProjection: 'EPSG:4326',
  }) as Feature[];
  for (const feature of features) feature.setStyle(stylesOf(feature));
  // ranks make room for each other and never for the numerals of the levels
  const layer = new VectorLayer({ source: new VectorSource({ features }), declutter: 'keyareas' });
  const note = () =>
    areas.length ? t('keyareasNote', { n: areas.filter(ranked).length }) : t('keyareasNone');
  return { layer, rows: () => rows(areas), note, page: 'keyareas' };
}
