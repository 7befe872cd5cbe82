import { describe, expect, it } from 'vitest';
import { Problem } from './api';
import { Work } from './work.svelte';

/** A piece of work that is done when it is let. */
function held(told?: string) {
  let release = () => {};
  const gate = new Promise<void>((done) => (release = done));
  return { piece: () => gate.then(() => told), release: () => release() };
}

const explain = ({ status, message }: Problem) => `${status} ${message}`;

describe('work', () => {
  it('is done in the order it was asked for, and tells what became of the last', async () => {
    const work = new Work(explain);
    const [slow, quick] = [held(), held('made')];
    const order: string[] = [];
    const first = work.do(() => slow.piece().then(() => void order.push('slow')));
    const second = work.do(() => quick.piece().finally(() => order.push('quick')));
    quick.release();
    slow.release();
    expect(await Promise.all([first, second])).toEqual([true, true]);
    expect(order).toEqual(['slow', 'quick']);
    expect(work.told).toBe('made');
  });

  it('is busy from the asking until the last piece is done', async () => {
    const work = new Work(explain);
    const [one, other] = [held(), held()];
    const first = work.do(one.piece);
    const second = work.do(other.piece);
    expect(work.busy).toBe(true);
    one.release();
    await first;
    expect(work.busy).toBe(true);
    other.release();
    await second;
    expect(work.busy).toBe(false);
  });

  it('tells what went wrong, goes on with the next, and says when nobody is known', async () => {
    let nobody = 0;
    const work = new Work(explain, () => nobody++);
    expect(await work.do(() => Promise.reject(new Problem(401, 'who are you')))).toBe(false);
    expect(work.trouble).toBe('401 who are you');
    expect(nobody).toBe(1);
    expect(await work.do(() => Promise.reject(new Error('broken')))).toBe(false);
    expect(work.trouble).toContain('broken');
    expect(await work.do(async () => 'done')).toBe(true);
    expect([work.told, work.trouble, nobody]).toEqual(['done', '', 1]);
  });
});
