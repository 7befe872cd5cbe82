// What the public map can show over the levels: off until somebody asks for it, and
// fetched only then, with the code that draws it.
import type Layer from 'ol/layer/Layer.js';
import { Problem } from '../api';
import type { View } from '../address';

export const names = ['keyareas', 'readiness'] as const;
export type Name = (typeof names)[number];

/** A sign of a layer and what it means. */
export interface Row {
  corners?: number; // of its shape; none = a line
  color?: string; // none = told in words alone
  dashed?: boolean;
  text: string;
}

/** A layer that is drawn. */
export interface Drawn {
  layer: Layer;
  rows: () => Row[]; // its legend, in the language of now
  note: () => string; // what has to be said of it
  page: View; // where the same stands as a table
}

const draw: Record<Name, () => Promise<Drawn>> = {
  keyareas: async () => (await import('./keyareas')).draw(),
  readiness: async () => (await import('./readiness')).draw(),
};

class Layers {
  wanted = $state<Record<Name, boolean>>({ keyareas: false, readiness: false });
  drawn = $state.raw<Partial<Record<Name, Drawn>>>({});
  problem = $state.raw<Partial<Record<Name, Problem>>>({});
  shown = $derived(
    names.flatMap((name) => {
      const drawn = this.drawn[name];
      return this.wanted[name] && drawn ? [drawn.layer] : [];
    }),
  );

  /** Shows a layer, asked for anew, or takes it off. */
  async turn(name: Name, on: boolean): Promise<void> {
    this.wanted[name] = on;
    this.problem = { ...this.problem, [name]: undefined };
    if (!on) return;
    try {
      const drawn = await draw[name]();
      this.drawn = { ...this.drawn, [name]: drawn };
    } catch (cause) {
      this.wanted[name] = false;
      this.drawn = { ...this.drawn, [name]: undefined };
      this.problem = {
        ...this.problem,
        [name]: cause instanceof Problem ? cause : new Problem(0, String(cause)),
      };
    }
  }
}

export const layers = new Layers();
