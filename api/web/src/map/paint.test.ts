import Feature from 'ol/Feature.js';
import MultiPolygon from 'ol/geom/MultiPolygon.js';
import Polygon from 'ol/geom/Polygon.js';
import { describe, expect, it } from 'vitest';
import type { Level, LevelStyle } from '../api';
import { middle } from './middle';
import { baseColor, labelOf, Paint } from './paint';

const romans = ['?', 'I', 'II', 'III', 'IV', 'V'];
const style = (level: Level): LevelStyle => ({
  level,
  roman: romans[level ?? 0],
  label: { vi: '', en: '' },
  meaning: { vi: '', en: '' },
  color: '#d7261e',
  duties: [],
});
const ring = (...at: [number, number][]) => [...at, at[0]].map(([x, y]) => [x * 1000, y * 1000]);

describe('a zone on the map', () => {
  const paint = new Paint((hatch, base) => `${hatch} ${base}`);
  const fill = (level: Level, forest: boolean | null) =>
    paint.area(style(level), forest).getFill()?.getColor();

  it.each([null, 1, 2, 3, 4, 5] as Level[])('bears the numeral of level %s', (level) => {
    expect(paint.numeral(style(level), true, 15).getText()?.getText()).toBe(romans[level ?? 0]);
  });

  it('is hatched where the level is unknown or there is no forest', () => {
    expect(fill(5, true)).toBe('#d7261e');
    expect(fill(5, null)).toBe('#d7261e');
    expect(fill(5, false)).toMatch(/^noForest #/);
    expect(fill(null, true)).toMatch(/^unknown #/);
    expect(fill(null, false)).toMatch(/^unknown #/);
  });

  it('is paler without forest', () => {
    expect(baseColor(style(5), false)).not.toBe(baseColor(style(5), true));
  });
});

describe('the place of the numeral', () => {
  it('is in the thick part of a bent zone, not in its notch', () => {
    // an L whose long foot is thin
    const shape = new Polygon([ring([0, 0], [20, 0], [20, 1], [6, 1], [6, 12], [0, 12])]);
    const [x, y] = middle(new Feature(shape)).getCoordinates();
    expect(x).toBeGreaterThan(1500);
    expect(x).toBeLessThan(4500);
    expect(y).toBeGreaterThan(2000);
    expect(y).toBeLessThan(10000);
  });

  it('is in the largest part', () => {
    const small = [ring([50, 50], [52, 50], [52, 52], [50, 52])];
    const large = [ring([0, 0], [10, 0], [10, 10], [0, 10])];
    const [x] = middle(new Feature(new MultiPolygon([small, large]))).getCoordinates();
    expect(x).toBeLessThan(10_000);
  });
});

describe('a zone’s label', () => {
  const named = (probability_iv_up: number | null, percentile: number | null) =>
    labelOf({ name: 'Dầu Tiếng', probability_iv_up, percentile });

  it('tells the chance of danger of a day ahead, else the season', () => {
    expect(named(0.875, 84)).toBe('Dầu Tiếng · 88\u00a0%');
    expect(named(null, 84)).toBe('Dầu Tiếng · 84\u00a0%');
    expect(named(0, null)).toBe('Dầu Tiếng · 0\u00a0%');
    expect(named(null, null)).toBe('Dầu Tiếng');
  });
});
