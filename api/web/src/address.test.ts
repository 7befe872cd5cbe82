import { expect, it } from 'vitest';
import { readPlace, writePlace } from './address';

it('reads what it writes', () => {
  const search = '?date=2016-03-05&zone=25777&lang=en&view=list';
  expect(writePlace(readPlace(search))).toBe(search);
  const station = '?date=2016-03-05&lang=vi&view=stations&station=48900';
  expect(writePlace(readPlace(station))).toBe(station);
});

it('ignores what it does not know', () => {
  const place = readPlace('?date=yesterday&lang=fr&view=globe&zone=');
  expect(place).toEqual({ date: null, zone: null, lang: null, view: 'map', station: null });
  expect(writePlace(place)).toBe('');
});
