import { expect, it } from 'vitest';
import { csvAddress, editOf } from './fires';

it('leaves out what nobody knows', () => {
  const form = { note: 'x', out: '', cause: '', area: '', forest: '', forces: '' };
  expect(editOf(form, false)).toEqual({ note: 'x', cause: '', forest: '', forces: '', photo_public: false });
  expect(editOf({ ...form, out: '2016-03-05T17:00', area: '1,5' }, true)).toMatchObject({
    out: '2016-03-05T17:00',
    area_ha: 1.5,
    photo_public: true,
  });
});

it('names the open data', () => {
  expect(csvAddress('2016-03-01', '2016-03-05', 'fire')).toBe(
    '/api/v1/fires.csv?from=2016-03-01&to=2016-03-05&kind=fire',
  );
});
