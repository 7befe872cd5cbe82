// What every reader must know before believing a level.
import type { Key } from '../i18n/index.svelte';

export const markNames = ['simulated', 'stale', 'climatological', 'provisional', 'indicative'] as const;
export type MarkName = (typeof markNames)[number];
type Flags = Partial<Record<MarkName, boolean>>;

/** The marks that any of the answers bears, gravest first. */
export const marksOf = (...answers: (Flags | null | undefined)[]): MarkName[] =>
  markNames.filter((name) => answers.some((each) => each?.[name]));

export const whyOf = (name: MarkName): Key => `${name}Why`;
