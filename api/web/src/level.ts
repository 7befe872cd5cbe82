// Levels in words, and ink that can be read on their colours.
import type { Lang, Level, LevelStyle, Province } from './api';
import { t } from './i18n/index.svelte';

const unknownColor = '#d4d8d3';
const romans = ['?', 'I', 'II', 'III', 'IV', 'V'];

/** The province's style of a level; a grey one where it has none. */
export function styleOf(province: Province | null, level: Level): LevelStyle {
  const style = province?.levels.find((each) => each.level === level);
  return style ?? { level, roman: romans[level ?? 0], color: unknownColor, duties: [], ...unworded };
}

const unworded = { label: { vi: '', en: '' }, meaning: { vi: '', en: '' } };

/** "nguy hiểm" of "cấp nguy hiểm", so that it can follow "Cấp IV –". */
export function levelWord(style: LevelStyle, lang: Lang): string {
  return style.label[lang].replace(/^cấp\s+/i, '').replace(/\s+level$/i, '');
}

/** "Cấp IV – nguy hiểm", or "Không xác định" without a numeral. */
export function levelText(style: LevelStyle, lang: Lang): string {
  if (style.level === null) return t('unknown', {}, lang);
  return t('levelWords', { roman: style.roman, words: levelWord(style, lang) }, lang);
}

type RGB = [number, number, number];

export function rgb(hex: string): RGB {
  const digits = hex.replace('#', '');
  const long = digits.length === 3 ? [...digits].map((digit) => digit + digit).join('') : digits;
  return [0, 2, 4].map((at) => parseInt(long.slice(at, at + 2), 16) || 0) as RGB;
}

/** The colour with a share of white, 0–1. */
export const paler = (hex: string, white: number): string => mixed(hex, white, 255);

/** The colour with a share of black, 0–1. */
export const darker = (hex: string, black: number): string => mixed(hex, black, 0);

function mixed(hex: string, share: number, other: number): string {
  const mix = rgb(hex).map((part) => Math.round(part + (other - part) * share));
  return '#' + mix.map((part) => part.toString(16).padStart(2, '0')).join('');
}

/** Relative luminance, 0–1 (WCAG 2.2). */
function luminance(hex: string): number {
  const [r, g, b] = rgb(hex).map((part) => {
    const s = part / 255;
    return s <= 0.04045 ? s / 12.92 : ((s + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** Contrast of two colours, 1–21 (WCAG 2.2). */
export function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

/** Black or white, whichever is read better; one of them always reaches 4.5. */
export const inkOn = (hex: string): string =>
  contrast(hex, '#000000') >= contrast(hex, '#ffffff') ? '#000000' : '#ffffff';
