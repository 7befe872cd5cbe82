// What went wrong, in the reader's words first, then as the service puts it.
import type { Problem } from './api';
import { t, type Key } from './i18n/index.svelte';

const kinds: Record<number, Key> = {
  0: 'offline',
  401: 'deskKeyBad',
  403: 'deskNoRight',
  409: 'troubleChanged',
  429: 'troubleTooMany',
  503: 'troubleAway',
};

/**
 * One sentence for who works here; the service's own detail follows where it says more.
 * `own` are a page's words for some statuses, `otherwise` those for what has none.
 */
export function tell(
  problem: Problem,
  own: Record<number, string> = {},
  otherwise = t('troubleOther'),
): string {
  const kind = kinds[problem.status];
  const words = own[problem.status] ?? (kind ? t(kind) : otherwise);
  const detail = problem.offline || problem.status === 401 ? '' : problem.detail;
  return detail ? `${words} (${detail})` : words;
}
