// The page's own words.
import { book } from '../i18n/index.svelte';
import { words } from './words';

export const own = book(words);
