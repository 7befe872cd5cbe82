import { expect, test } from 'vitest';
import { given, ofZone, type Asset } from './readiness';

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
