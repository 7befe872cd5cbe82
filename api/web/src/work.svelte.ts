import { tick, untrack } from 'svelte';
import { Problem } from './api';
import { keepFocus } from './focus';

/**
 * Pieces of work one after the other, in the order they were asked for, and what became
 * of the last. What is disabled meanwhile has the focus again in the end. A piece must not wait for another of the same Work: it would wait for ever.
 */
export class Work {
  told = $state(''); // what was done
  trouble = $state(''); // what went wrong
  #waiting = $state(0);
  #last: Promise<unknown> = Promise.resolve();
  #back: () => void = () => undefined; // to where the focus was

  /**
   * `explain` puts a refusal into the reader's words; `nobody` is told when the service
   * does not know (any more) who asks.
   */
  constructor(
    private explain: (problem: Problem) => string,
    private nobody: () => void = () => undefined,
  ) {}

  /** Whether a piece is being done or waits. */
  get busy(): boolean {
    return this.#waiting > 0;
  }

  /** Does a piece of work after those before it; whether it was done. */
  do(piece: () => Promise<string | void>): Promise<boolean> {
    untrack(() => {
      if (this.#waiting === 0) this.#back = keepFocus();
      this.#waiting++; // who asks for work in an effect does not depend on it
    });
    const done = this.#last.then(() => this.#run(piece)).finally(() => this.#end());
    this.#last = done;
    return done;
  }

  #end(): void {
    if (--this.#waiting === 0) void tick().then(this.#back);
  }

  async #run(piece: () => Promise<string | void>): Promise<boolean> {
    [this.told, this.trouble] = ['', ''];
    try {
      this.told = (await piece()) ?? '';
      return true;
    } catch (cause) {
      const problem = cause instanceof Problem ? cause : new Problem(500, String(cause));
      if (problem.status === 401) this.nobody();
      this.trouble = this.explain(problem);
      return false;
    }
  }
}
