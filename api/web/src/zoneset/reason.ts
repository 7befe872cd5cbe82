// A fault or repair in Vietnamese: where it is, why, and what to do. None where its code
// has no words; then the service's English text is to be shown as such.
import { fill } from '../i18n/index.svelte';
import { faultWords } from './faultwords';

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
