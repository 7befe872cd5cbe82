import { Problem } from './api';

/** Pieces of work one after the other, and what became of the last. */
export class Work {
  busy = $state(false);
  told = $state(''); // what was done
  trouble = $state(''); // what went wrong

  /** `explain` puts a refusal into the reader's words. */
  constructor(private explain: (problem: Problem) => string) {}

  /** Does a piece of work; whether it was done. */
  async do(piece: () => Promise<string | void>): Promise<boolean> {
    [this.busy, this.told, this.trouble] = [true, '', ''];
    try {
      this.told = (await piece()) ?? '';
      return true;
    } catch (cause) {
      const problem = cause instanceof Problem ? cause : new Problem(500, String(cause));
      this.trouble = this.explain(problem);
      return false;
    } finally {
      this.busy = false;
    }
  }
}
