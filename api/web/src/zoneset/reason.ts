// A fault or repair in Vietnamese: where it is, why, and what to do. None where its code
// has no words; then the service's English text is to be shown as such.
import type { Problem } from '../api';
import { fill } from '../i18n/index.svelte';
import { askWords, layerWords } from './layerwords';
import { faultWords as zoneWords } from './faultwords';

const faultWords = { ...zoneWords, ...layerWords, ...askWords };

export interface Note {
  code?: string;
  args?: Record<string, string>;
}

export function vietnamese({ code = '', args = {} }: Note): string | undefined {
  if (!(code in faultWords)) return undefined;
  const inner = faultWords[args.fault_code]?.[0];
  const all = inner ? { ...args, fault: fill(inner, args) } : args;
  const [reason, remedy] = faultWords[code];
  const place = [
    all.feature && `đối tượng ${all.feature}`,
    all.id && `(${all.id})`,
    all.ring && `phần ${all.part ?? '?'} vòng ${all.ring}`,
    all.value?.replace(/^from (\S+) to (\S+)$/, 'từ $1 đến $2'),
  ].filter(Boolean);
  const told = fill(remedy ? `${reason}; ${remedy}` : reason, all);
  return place.length ? `${place.join(' ')}: ${told}` : told;
}

/** What the service refused, in Vietnamese, by the code that its answer bears. */
export function refusal({ errors }: Problem): string | undefined {
  const coded = errors.find(({ location }) => location === 'code');
  return coded && vietnamese({ code: coded.message, args: coded.value as Record<string, string> });
}
