// Columns in words.
import { book } from '../i18n/index.svelte';
import { words } from './words';

const t = book(words);

/** What a table can be drawn up by, in the service's names. */
export const factors =
  'temp13_c rh13_pct vpd13_hpa wind13_kmh rain24_mm p p_wind h nesterov angstrom kbdi ffdi ffwi hdw ffmc dmc dc isi bui fwi'.split(
    ' ',
  );

/** A factor as officers call it, with its unit; an index by its own name. */
export const factorName = (name: string): string =>
  `factor_${name}` in words.vi ? t(`factor_${name}` as 'factor_temp13_c') : name.toUpperCase();

/** What a table decides by. */
export const methodName = (method: string): string =>
  method === 'factors' ? t('byFactors') : method.toUpperCase();

/** p_over is “P trên”, forest_group “Nhóm loại rừng”; a strange name stays. */
export function columnName(column: string): string {
  if (column === 'forest_group' || column === 'months' || column === 'level') return t(`col_${column}`);
  const [, name, end] = /^(.+)_(over|to)$/.exec(column) ?? [];
  if (!name) return column;
  return t(end === 'over' ? 'colOver' : 'colTo', { name: factorName(name) });
}
