import { expect, test } from 'vitest';
import { plan, query, type Shape } from './zoneset';

const square: Shape = {
  id: 'a',
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [106, 0],
        [107, 0],
        [107, 1],
        [106, 1],
        [106, 0],
      ],
    ],
  },
  properties: { name: 'A' },
};

test('a plan has north up and fills its width', () => {
  const drawn = plan([square], 100);
  expect(drawn.place([106, 1])).toEqual([0, 0]);
  expect(drawn.place([107, 0])[0]).toBeCloseTo(100, 1);
  expect(drawn.height).toBeCloseTo(100, 1);
  expect(drawn.paths[0].d).toBe('M0.0 100.0L100.0 100.0L100.0 0.0L0.0 0.0L0.0 100.0Z');
});

test('a tall plan is bound in its height', () => {
  const tall = structuredClone(square);
  tall.geometry.coordinates = [
    [
      [106, 0],
      [106.1, 0],
      [106.1, 10],
      [106, 0],
    ],
  ];
  expect(plan([tall], 100).height).toBeCloseTo(120, 0);
});

test('only what is given is asked', () => {
  expect(query('a b.zip', { set: ' R ', crs: '', repair: false })).toBe('file=a+b.zip&set=R');
  expect(query('a', { repair: true })).toBe('file=a&repair=true');
});
