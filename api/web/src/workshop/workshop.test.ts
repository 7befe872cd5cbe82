import kindsFile from '../../../../forecast/table/testdata/kinds.json';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { Problem } from '../api';
import { language } from '../i18n/index.svelte';
import { changeText } from './change';
import { faultWords } from './faultwords';
import { problemOf, reasonOf } from './reason';
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
    code: 'gap',
    args: {
      group: 'all',
      months: '1-12',
      from: '5000',
      to: '6000',
      column: 'p_over',
      where: 'forest_group all, months 1-12',
    },
  };

  it('are told in the reader’s language', () => {
    language.now = 'vi';
    expect(reasonOf(fault)).toBe('nhóm all, tháng 1-12: hở từ 5000 đến 6000; sửa thành 5000');
    language.now = 'en';
    expect(reasonOf(fault)).toBe(`${fault.reason}; ${fault.remedy}`);
    language.now = 'vi';
    expect(reasonOf({ ...fault, code: 'new', reason: 'something new' })).toContain('something new');
  });
});

describe('words of faults', () => {
  const kinds = kindsFile as unknown as Record<string, [string, string]>;
  const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);

  it.each(Object.entries(kinds))('stand in both languages for %s', (code, english) => {
    expect(faultWords.en[code]).toEqual(english);
    const vietnamese = faultWords.vi[code];
    expect(vietnamese[0]).not.toBe(english[0]);
    expect(!vietnamese[1]).toBe(!english[1]);
    const given = [...holes(english.join()), 'group', 'months'];
    if (code !== 'falls')
      for (const name of holes(vietnamese.join())) expect([code, ...given]).toContain(name);
  });

  it('have no kind that the service does not know', () => {
    expect(Object.keys(faultWords.vi).sort()).toEqual(Object.keys(kinds).sort());
  });
});

describe('on the Vietnamese page', () => {
  it('a refusal is told by its code', () => {
    language.now = 'vi';
    const errors = [{ location: 'code', message: 'enact_clash', value: { title: 'Cũ', next: 'Mới' } }];
    const told = problemOf(new Problem(422, 'x', 'would hold on the same days', 0, errors));
    expect(told).toContain('“Cũ”');
    expect(told).not.toContain('same days');
    expect(problemOf(new Problem(500, 'x', 'something broke'))).not.toContain('broke');
  });

  it('what differs is told in its words', () => {
    const row = { group: 'all', months: '1-12', ranges: ['1000 < p'] };
    expect(changeText({ ...row, before: null, after: 5 })).toMatch(/^\+ thêm hàng nhóm all/);
    expect(changeText({ ...row, before: 5, after: null })).toMatch(/^− bỏ hàng/);
    expect(changeText({ key: 'title', was: 'a', is: 'b', before: null, after: null })).toContain('“a” → “b”');
  });
});
