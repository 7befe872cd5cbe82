// What is wrong, in the reader's language. The service gives a code with arguments;
// what has no words here is shown as it came, in English.
import type { Problem } from '../api';
import { book, fill, language } from '../i18n/index.svelte';
import { faultWords } from './faultwords';
import { words } from './words';
import type { Fault } from './workshop';

type Args = Record<string, string>;
const t = book(words);

/** Reason and remedy of a fault. */
export function reasonOf({ reason, remedy, code = '', args = {} }: Fault): string {
  const [why, mend] = faultWords[language.now][code] ?? [reason, remedy];
  return fill(mend ? `${why}; ${mend}` : why, args);
}

/** What the service says of a thing it refused, or broke over. */
export function problemOf({ status, detail, errors }: Problem): string {
  const coded = errors.find(({ location }) => location === 'code');
  const key = `problem_${coded?.message}`;
  if (coded && key in words.vi) return t(key as 'problem_enact_clash', coded.value as Args);
  if (status === 403) return t('forbidden');
  if (status === 404) return t('problem_gone');
  if (status === 409) return t('problem_conflict');
  if (status === 413) return t('problem_large');
  if (status >= 500) return t('problem_broken');
  return language.now === 'vi' ? t('problem_english', { detail }) : detail;
}
