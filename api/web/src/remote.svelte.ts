import { Problem } from './api';

const patienceMs = 300;

/**
 * One answer of the service and what became of asking for it. A newer question
 * ends an older one; the last answer stays until the next arrives.
 */
export class Remote<T> {
  value = $state.raw<T | null>(null);
  problem = $state.raw<Problem | null>(null);
  busy = $state(false);
  slow = $state(false); // busy for longer than one should wait without a sign
  #asking: AbortController | null = null;

  async ask(question: (signal: AbortSignal) => Promise<T>): Promise<void> {
    this.#asking?.abort();
    const asking = (this.#asking = new AbortController());
    const timer = setTimeout(() => (this.slow = this.#asking === asking), patienceMs);
    this.busy = true;
    try {
      const value = await question(asking.signal);
      if (this.#asking === asking) [this.value, this.problem] = [value, null];
    } catch (cause) {
      if (this.#asking !== asking) return;
      this.problem = cause instanceof Problem ? cause : new Problem(500, String(cause));
      this.value = null;
    } finally {
      clearTimeout(timer);
      if (this.#asking === asking) this.busy = this.slow = false;
    }
  }

  /** Forgets the answer and whatever is under way. */
  clear(): void {
    this.#asking?.abort();
    this.#asking = null;
    this.value = this.problem = null;
    this.busy = this.slow = false;
  }
}
