// Columns in words.
import { book } from '../i18n/index.svelte';
import { words } from './words';

const t = book(words);

/** p_over is “P trên”, forest_group “Nhóm loại rừng”; a strange name stays. */
export function columnName(column: string): string {
  if (column === 'forest_group' || column === 'months' || column === 'level') return t(`col_${column}`);
  const [, name, end] = /^(.+)_(over|to)$/.exec(column) ?? [];
  if (!name) return column;
  return t(end === 'over' ? 'colOver' : 'colTo', { name: name.toUpperCase() });
}
