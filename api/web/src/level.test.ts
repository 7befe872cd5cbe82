import { describe, expect, it } from 'vitest';
import type { LevelStyle } from './api';
import { contrast, inkOn, levelText, paler, rgb, styleOf } from './level';

const style = (level: LevelStyle['level'], roman: string, vi: string, en: string): LevelStyle => ({
  level,
  roman,
  label: { vi, en },
  meaning: { vi: '', en: '' },
  color: '#e8822a',
  duties: [],
});

describe('levels in words', () => {
  it('say the word cấp once', () => {
    const four = style(4, 'IV', 'cấp nguy hiểm', 'dangerous');
    expect(levelText(four, 'vi')).toBe('Cấp IV – nguy hiểm');
    expect(levelText(four, 'en')).toBe('Level IV – dangerous');
  });

  it('never make a level of the unknown', () => {
    expect(levelText(style(null, '?', 'không xác định', 'unknown'), 'vi')).toBe('Không xác định');
    expect(styleOf(null, null).roman).toBe('?');
  });
});

describe('ink', () => {
  it('can be read on any colour, plain or paler', () => {
    for (let red = 0; red < 256; red += 15)
      for (let green = 0; green < 256; green += 15)
        for (let blue = 0; blue < 256; blue += 15) {
          const hex = '#' + [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('');
          for (const color of [hex, paler(hex, 0.55)]) {
            expect(contrast(color, inkOn(color))).toBeGreaterThanOrEqual(4.5);
          }
        }
  });

  it('reads short and long hex', () => {
    expect(rgb('#fff')).toEqual([255, 255, 255]);
    expect(contrast('#000000', '#ffffff')).toBeCloseTo(21);
  });
});
