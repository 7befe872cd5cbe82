import type { Lang, Text } from '../api';
import { unbroken } from '../format';
import { en } from './en';
import { vi } from './vi';

export type Key = keyof typeof vi;
type Arguments = Record<string, string | number>;

const words: Record<Lang, Record<Key, string>> = { vi, en };

/** The language in use; whatever reads it through t or say follows a change. */
export const language = $state<{ now: Lang }>({ now: 'vi' });

/** A text with its holes {name} filled, its numbers tied to their units; a hole without an argument stays. */
export const fill = (text: string, args: Arguments) =>
  unbroken(text.replace(/\{(\w+)\}/g, (hole, name) => String(args[name] ?? hole)));

/** The wording of a key with the holes {name} filled. */
export function t(key: Key, args: Arguments = {}, lang: Lang = language.now): string {
  return fill(words[lang][key], args);
}

/** The words of one page, which are loaded with it: a t of its own. Each page keeps
    them in its folder's words.ts. */
export function book<K extends string>(own: Record<Lang, Record<K, string>>) {
  return (key: K, args: Arguments = {}, lang: Lang = language.now): string => fill(own[lang][key], args);
}

/** One of the service's own texts; Vietnamese where English is missing. */
export function say(text: Text | undefined | null): string {
  return unbroken(text?.[language.now] || text?.vi || '');
}
