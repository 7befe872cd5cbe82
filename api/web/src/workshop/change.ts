// What differs between two tables, in the reader's language.
import { app } from '../app.svelte';
import { book } from '../i18n/index.svelte';
import { words } from './words';
import type { Change } from './workshop';

const t = book(words);

/** The name of a comment line; one that is not known stands for itself. */
export const entryName = (key: string): string =>
  `meta_${key}` in words.vi ? t(`meta_${key}` as 'meta_title') : key;

export function changeText({ key, was, is, group, months, ranges, before, after }: Change): string {
  if (key) return t('changeEntry', { key: entryName(key), was: was || '–', is: is || '–' });
  const row = t('changeRow', { group: group ?? '', months: months ?? '', ranges: (ranges ?? []).join(', ') });
  const [from, to] = [before, after].map((level) => (level ? app.style(level).roman : ''));
  if (!to) return t('changeGone', { row, from });
  return from ? t('changeLevel', { row, from, to }) : t('changeNew', { row, to });
}
