// How a zone is drawn: its level's colour, its numeral, its name when near.
import type Point from 'ol/geom/Point.js';
import type { FeatureLike } from 'ol/Feature.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import type { LevelStyle, ZoneDay } from '../api';
import { darker, inkOn, paler } from '../level';
import { middle } from './middle';
import { canvasPattern, type Pattern } from './pattern';

export const face = '"Be Vietnam Pro", system-ui, sans-serif';
const ink = '#16241d';
const noForestWhite = 0.6; // share of white where there is no forest to burn

/** The flat colour under a zone's hatch, if it has one. */
export const baseColor = (level: LevelStyle, forest: boolean | null): string =>
  forest === false && level.level !== null ? paler(level.color, noForestWhite) : level.color;

function fillOf(level: LevelStyle, forest: boolean | null, pattern: Pattern): Fill {
  const base = baseColor(level, forest);
  if (level.level === null) return new Fill({ color: pattern('unknown', base, darker(base, 0.28)) });
  if (forest === false) return new Fill({ color: pattern('noForest', base, paler(level.color, 0.25)) });
  return new Fill({ color: base });
}

/** Styles by level and forest, made once: a phone redraws the map at every touch. */
export class Paint {
  #areas = new Map<string, Style>();
  #numerals = new Map<string, Style>();
  #middles = new WeakMap<FeatureLike, Point>();

  constructor(private pattern: Pattern = canvasPattern) {}

  area(level: LevelStyle, forest: boolean | null): Style {
    return remember(this.#areas, `${level.color} ${level.level} ${forest}`, () => {
      const fill = fillOf(level, forest, this.pattern);
      return new Style({ fill, stroke: new Stroke({ color: 'rgba(255,255,255,0.95)', width: 1.25 }) });
    });
  }

  /** The Roman numeral with a halo of the zone's own colour, read on any hatch. */
  numeral(level: LevelStyle, forest: boolean | null, sizePx: number): Style {
    const base = baseColor(level, forest);
    return remember(this.#numerals, `${level.roman} ${base} ${sizePx}`, () => {
      const stroke = new Stroke({ color: base, width: 4 });
      const fill = new Fill({ color: inkOn(base) });
      const font = `600 ${sizePx}px ${face}`;
      const text = new Text({
        text: level.roman,
        font,
        fill,
        stroke,
        overflow: true,
        declutterMode: 'obstacle',
      });
      return new Style({ text, geometry: this.#middle, zIndex: 2 });
    });
  }

  name(text: string, level: LevelStyle, forest: boolean | null): Style {
    const base = baseColor(level, forest);
    const label = new Text({
      text,
      font: `400 12px ${face}`,
      offsetY: 24,
      fill: new Fill({ color: inkOn(base) }),
      stroke: new Stroke({ color: base, width: 3 }),
      overflow: true,
      declutterMode: 'declutter',
    });
    return new Style({ text: label, geometry: this.#middle, zIndex: 1 });
  }

  #middle = (feature: FeatureLike): Point => {
    const known = this.#middles.get(feature);
    if (known) return known;
    const point = middle(feature);
    this.#middles.set(feature, point);
    return point;
  };
}

/** A zone's name with what is told behind it: the chance of IV or above on a day
    ahead, else how many of the season's days P is above, in per cent. */
export function labelOf(day: Pick<ZoneDay, 'name' | 'probability_iv_up' | 'percentile'>): string {
  const share = day.probability_iv_up ?? null;
  const told = share === null ? (day.percentile ?? null) : share * 100;
  return told === null ? day.name : `${day.name} · ${Math.round(told)}\u00a0%`;
}

/** The outline of the chosen zone: dark on white, seen on every colour. */
export const chosen: Style[] = [
  new Style({ stroke: new Stroke({ color: '#ffffff', width: 7 }), zIndex: 10 }),
  new Style({ stroke: new Stroke({ color: ink, width: 3.5 }), zIndex: 11 }),
];

function remember(made: Map<string, Style>, key: string, make: () => Style): Style {
  const known = made.get(key);
  if (known) return known;
  const style = make();
  made.set(key, style);
  return style;
}
