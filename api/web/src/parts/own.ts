// The words of legend, list and banner.
import { book } from '../i18n/index.svelte';
import { words } from './words';

export const own = book(words);
