import type { Lang, Text } from '../api';
import { en } from './en';
import { vi } from './vi';

export type Key = keyof typeof vi;
type Arguments = Record<string, string | number>;

const words: Record<Lang, Record<Key, string>> = { vi, en };

/** The language in use; whatever reads it through t or say follows a change. */
export const language = $state<{ now: Lang }>({ now: 'vi' });

/** The wording of a key with the holes {name} filled. */
export function t(key: Key, args: Arguments = {}, lang: Lang = language.now): string {
  return words[lang][key].replace(/\{(\w+)\}/g, (hole, name) => String(args[name] ?? hole));
}

/** One of the service's own texts; Vietnamese where English is missing. */
export function say(text: Text | undefined | null): string {
  return text?.[language.now] || text?.vi || '';
}
