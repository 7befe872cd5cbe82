import kindsFile from '../../../../forecast/testdata/assetfaults.json';
import { faultWords, vietnamese } from './faultwords';
import { describe, expect, test } from 'vitest';
import { letters, serving, given, ofZone, type Asset } from './readiness';

test('what is not filled in is not told', () => {
  const asset: Asset = {
    id: 'a',
    kind: 'crew',
    name: 'A',
    phone: '',
    count: 0,
    lat: undefined,
    expired: true,
  };
  expect(given(asset)).toEqual({ id: 'a', kind: 'crew', name: 'A', count: 0 });
});

test('a zone sees its own and what is of the whole province', () => {
  const assets = [
    { id: 'a', kind: 'crew', name: 'A', zone: '1' },
    { id: 'b', kind: 'crew', name: 'B', zone: '2' },
    { id: 'c', kind: 'crew', name: 'C' },
  ];
  expect(ofZone(assets, '1').map(({ id }) => id)).toEqual(['a', 'c']);
  expect(ofZone(assets, '')).toHaveLength(3);
});

test('each kind has letters of its own', () => {
  expect(letters(['Tổ, đội chữa cháy', 'Chòi canh lửa', 'Tập huấn', 'Tháp hơi'])).toEqual([
    'TĐ',
    'CC',
    'TH',
    'TH2',
  ]);
});

test("what serves a task: the zone's own first, nothing of other zones or kinds", () => {
  const asset = (id: string, kind: string, zone?: string) => ({ id, kind, name: id, zone });
  const all = [
    asset('p', 'crew'),
    asset('o', 'crew', 'z2'),
    asset('t', 'tower', 'z1'),
    asset('c', 'crew', 'z1'),
  ];
  const task = { levels: [4], who: { vi: '', en: '' }, do: { vi: '', en: '' }, kinds: ['crew'] };
  expect(serving(all, task, 'z1').map(({ id }) => id)).toEqual(['c', 'p']);
  expect(serving(all, { ...task, kinds: undefined }, 'z1')).toEqual([]);
});

describe('faults of rows in Vietnamese', () => {
  const kinds = kindsFile as unknown as Record<string, [string, string]>;
  const holes = (texts: string[]) => [...texts.join().matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  test('have words for every kind of the service, and no others', () => {
    expect(Object.keys(faultWords).sort()).toEqual(Object.keys(kinds).sort());
    for (const [code, english] of Object.entries(kinds)) {
      expect(faultWords[code][0]).not.toBe(english[0]);
      expect(holes(faultWords[code])).toEqual(holes(english));
    }
  });

  test('are filled in', () => {
    expect(vietnamese({ code: 'id_twice', args: { line: '4' } })).toBe(
      'mã này đã có ở dòng 4; cho mỗi mục một mã riêng',
    );
    expect(vietnamese({ code: 'unheard' })).toBeUndefined();
  });
});
