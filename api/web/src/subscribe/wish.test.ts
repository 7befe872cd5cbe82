import { expect, it } from 'vitest';
import { circle } from './ring';
import { areaOf, body, pointOf, toggled, tokenOf, toShow, usual, wishOf, type Kept } from './wish';

const kept: Kept = {
  id: 'a',
  channel: 'email',
  address: 'chu@example.vn',
  language: 'en',
  area: { zones: ['25777'] },
  least: 5,
  wants: { rises: true, falls: false, daily: true, outlook: false, outlook_probability: 0.8 },
  quiet: { from: 1290, to: 330, v_breaks: false },
  state: 'active',
  created: '2026-03-02T17:00:00+07:00',
};

it('sends back what it was given', () => {
  const sent = body(wishOf(kept));
  expect(sent).toEqual({
    language: 'en',
    least: 5,
    area: { zones: ['25777'] },
    wants: { ...kept.wants, outlook_probability: 0.8 },
    quiet: { from: '21:30', to: '05:30', v_breaks: false },
  });
});

it('has no quiet hours unless asked for', () => {
  expect('quiet' in body(usual('vi'))).toBe(false);
  expect(wishOf({ ...kept, quiet: { from: 0, to: 0, v_breaks: false } }).quiet).toBe(false);
});

it.each<[string, Kept['area']]>([
  ['a circle', { point: [106.6, 11.3], radius_km: 2.5 }],
  [
    'a drawn area',
    {
      drawn: [
        [
          [106, 11],
          [107, 11],
          [107, 12],
          [106, 11],
        ],
      ],
    },
  ],
])('keeps %s', (_, area) => {
  expect(body(wishOf({ ...kept, area })).area).toEqual(area);
});

it('knows when there is no area yet', () => {
  const wish = usual('vi');
  expect(areaOf(wish)).toBeNull();
  expect(areaOf({ ...wish, shape: 'point' })).toBeNull();
  expect(
    areaOf({
      ...wish,
      shape: 'drawn',
      corners: [
        [106, 11],
        [107, 11],
      ],
    }),
  ).toBeNull();
});

it('reads a point as people type it', () => {
  expect(pointOf({ lat: '11,25', lon: ' 106.6' })).toEqual([106.6, 11.25]);
  for (const [lat, lon] of [
    ['', '106'],
    ['x', '106'],
    ['106.6', '11.25'],
  ])
    expect(pointOf({ lat, lon })).toBeNull();
});

it('draws a circle of its radius, closed', () => {
  const ring = circle([106.6, 11.3], 5);
  expect(ring[0]).toEqual(ring[ring.length - 1]);
  for (const [lon, lat] of ring) {
    const [east, north] = [(lon - 106.6) * Math.cos((11.3 * Math.PI) / 180), lat - 11.3];
    expect(Math.hypot(east, north) * 111.195).toBeCloseTo(5, 6);
  }
});

it('reads the token of a link and nothing else', () => {
  expect(tokenOf('#manage=abcDEF_-0123456789')).toBe('abcDEF_-0123456789');
  for (const other of ['', '#manage=', '#manage=<x>abcdefghijklmnopq', '#x=abcDEF_-0123456789'])
    expect(tokenOf(other)).toBe('');
});

it('of thousands of zones shows some, all that are chosen, and whatever is sought', () => {
  const zones = Array.from({ length: 3000 }, (_, i) => ({ id: String(i), name: `Xã Đông ${i}` }));
  expect(toShow(zones, ['2999'], '').map(({ id }) => id)).toEqual([
    ...Array.from({ length: 100 }, (_, i) => String(i)),
    '2999',
  ]);
  expect(toShow(zones, ['2999'], 'dong 2998').map(({ id }) => id)).toEqual(['2998']);
  expect(toShow(zones, [], 'xa')).toHaveLength(100);
});

it('takes a zone in and out of the choice', () => {
  expect(toggled(['a'], 'b')).toEqual(['a', 'b']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});
