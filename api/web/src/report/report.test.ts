import { expect, it } from 'vitest';
import { Problem } from '../api';
import { degrees, localMinute, newKey, troubleOf } from './report';
import { words } from './words';

it('gives every report a key of its own', () => {
  const keys = new Set(Array.from({ length: 50 }, newKey));
  expect(keys.size).toBe(50);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});

it('puts every refusal into words', () => {
  const cases: [number, string, string][] = [
    [0, '', 'offline'],
    [429, 'more than 20 reports', 'tooOften'],
    [413, 'more than 6.0 MB', 'tooLarge'],
    [422, 'lat, lon: "21.0300, 105.8000": lies 1092 km outside', 'farAway'],
    [422, 'lat: "x": not a place', 'badPlace'],
    [422, 'photo: the content is no JPEG', 'badPhoto'],
    [422, 'time: "x": not a time', 'badTime'],
    [422, 'text: has 1 characters', 'badText'],
    [422, 'phone: not a telephone number', 'badPhone'],
    [500, 'something broke', 'failed'],
  ];
  for (const [status, detail, want] of cases) {
    const trouble = troubleOf(new Problem(status, '', detail));
    expect(trouble).toBe(want);
    expect(words.vi[trouble]).toBeTruthy();
  }
});

it('writes places and times as the service reads them', () => {
  expect(degrees(106.123456789)).toBe('106.12346');
  expect(localMinute('2016-03-05T18:00:00+07:00')).toBe('2016-03-05T18:00');
  expect(localMinute('')).toBe('');
});
