import { afterEach, describe, expect, it, vi } from 'vitest';
import { language } from '../i18n/index.svelte';
import { reasonOf } from './reason';
import { dangerShare, faultsAt, impact, squared, type Counts } from './workshop';

const streamed = (...chunks: string[]) =>
  new Response(
    new ReadableStream({
      start(to) {
        for (const chunk of chunks) to.enqueue(new TextEncoder().encode(chunk));
        to.close();
      },
    }),
  );

afterEach(() => vi.unstubAllGlobals());

function answer(response: Response) {
  vi.stubGlobal('sessionStorage', { getItem: () => null });
  vi.stubGlobal('fetch', () => Promise.resolve(response));
}

describe('a trial', () => {
  it('tells how far it has come and gives the result, however the lines are cut', async () => {
    answer(streamed('{"done":1,"of":2}\n{"do', 'ne":2,"of":2}\n{"result":{"chan', 'ged":7}}\n'));
    const told: number[] = [];
    const result = await impact({ id: 'a' }, { id: 'b' }, '', '', (done) => told.push(done));
    expect(result.changed).toBe(7);
    expect(told).toEqual([1, 2]);
  });

  it('throws the problem of its last line', async () => {
    answer(streamed('{"done":1,"of":2}\n{"problem":{"status":422,"title":"x","detail":"no April"}}\n'));
    await expect(impact({ id: 'a' }, { id: 'b' }, '', '', () => {})).rejects.toMatchObject({
      status: 422,
      detail: 'no April',
    });
  });

  it('does not take an answer that broke off for a result', async () => {
    answer(streamed('{"done":1,"of":2}\n'));
    await expect(impact({ id: 'a' }, { id: 'b' }, '', '', () => {})).rejects.toThrow();
  });
});

describe('figures', () => {
  it('leave unknown days out of a share, and have none where nothing is known', () => {
    expect(dangerShare([90, 5, 0, 0, 3, 2])).toBe(50);
    expect(dangerShare([90, 0, 0, 0, 0, 0] as Counts)).toBeNull();
  });

  it('stand at their cells', () => {
    const fault = { line: 8, row: 2, column: 'level', value: '9', reason: 'x', remedy: 'y' };
    expect(faultsAt([fault], 2, 'level')).toEqual([fault]);
    expect(faultsAt([fault], 0, 'level')).toEqual([]);
  });

  it('fill short rows', () => {
    expect(squared({ meta: [], head: ['a', 'b'], rows: [['1']] }).rows).toEqual([['1', '']]);
  });
});

describe('faults', () => {
  const fault = {
    line: 9,
    row: 3,
    column: 'p_over',
    value: '6000',
    reason: 'forest_group all, months 1-12: gap from 5000 to 6000',
    remedy: 'set p_over to 5000',
  };

  it('are told in the reader’s language', () => {
    language.now = 'vi';
    expect(reasonOf(fault)).toBe('nhóm all, tháng 1-12: hở từ 5000 đến 6000; sửa thành 5000');
    language.now = 'en';
    expect(reasonOf(fault)).toBe(`${fault.reason}; ${fault.remedy}`);
    language.now = 'vi';
    expect(reasonOf({ ...fault, reason: 'something new' })).toContain('something new');
  });
});
