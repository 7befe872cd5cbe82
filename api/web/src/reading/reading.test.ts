import { describe, expect, test } from 'vitest';
import {
  cellsOf,
  changed,
  emptied,
  nextCorrection,
  parse,
  toSend,
  wrong,
  type Noon,
  type Row,
} from './reading';

const noon = (more: Partial<Noon> = {}): Noon => ({
  station: 'post-1',
  name: 'Núi Cậu',
  time: '2026-03-02T13:00:00+07:00',
  there: true,
  temp_c: 34.256,
  rh_pct: 45,
  rain24_mm: 0,
  wind_ms: 2.5,
  correction: '',
  derived: [],
  flags: [],
  void: [],
  ...more,
});
const row = (typed: Partial<Row['typed']>, more: Partial<Noon> = {}, none: Row['none'] = []): Row => {
  const there = noon(more);
  return { key: 'k', noon: there, typed: { ...cellsOf(there, 'vi'), ...typed }, none };
};

test('numbers are read as they are written here', () => {
  expect(parse(' 34,5 ')).toBe(34.5);
  expect(parse('34.5')).toBe(34.5);
  expect(parse('−2')).toBe(-2);
  expect(parse('')).toBeNull();
  for (const text of ['ba', '1,2,3', '1e3', '12 mm', '--1', ',']) expect(parse(text)).toBeNaN();
});

describe('a row', () => {
  test('that nobody touched is not sent', () => {
    expect(changed(row({}), 'vi')).toEqual([]);
    expect(changed(row({ temp: '34,26 ' }), 'vi')).toEqual([]);
  });
  test('whose cell was emptied changes nothing', () => {
    expect(changed(row({ temp: '' }), 'vi')).toEqual([]);
  });
  test('whose emptied values are said to be wrong takes them away, and sends no zero for them', () => {
    const gone = row({ temp: '', wind: ' ' }, {}, ['temp', 'wind', 'rain']);
    expect(emptied(gone, 'vi')).toEqual(['temp', 'wind']);
    expect(changed(gone, 'vi')).toEqual(['temp', 'wind']); // the rain's cell is not empty
    expect(toSend(gone, 'vi')).toEqual({
      station: 'post-1',
      time: '2026-03-02T13:00:00+07:00',
      rh_pct: 45,
      rain_mm: 0,
      rain_hours: 24,
      correction: 'CCA',
      void: ['temp_c', 'wind_ms'],
    });
  });
  test('is corrected as a whole, what was not touched with its own digits', () => {
    expect(toSend(row({ rh: '41' }), 'vi')).toEqual({
      station: 'post-1',
      time: '2026-03-02T13:00:00+07:00',
      temp_c: 34.256,
      rh_pct: 41,
      wind_ms: 2.5,
      rain_mm: 0,
      rain_hours: 24,
      correction: 'CCA',
    });
  });
  test('that is new is no correction, and what is missing stays missing', () => {
    const none = { there: false, temp_c: null, rh_pct: null, rain24_mm: null, wind_ms: null };
    expect(toSend(row({ temp: '33', wind: '9' }, none), 'vi')).toEqual({
      station: 'post-1',
      time: '2026-03-02T13:00:00+07:00',
      temp_c: 33,
      wind_ms: 2.5,
    });
  });
  test('does not send a humidity that was computed from the temperature it corrects', () => {
    const derived = { derived: ['rh_pct'] };
    expect(toSend(row({ temp: '36' }, derived), 'vi')).not.toHaveProperty('rh_pct');
    expect(toSend(row({ rh: '50' }, derived), 'vi')).toHaveProperty('rh_pct', 50);
  });
  test('with what is no number is wrong there', () => {
    expect(wrong(row({ temp: 'nóng', rain: '1,5' }))).toEqual(['temp']);
  });
});

test('each correction goes before the one it corrects', () => {
  const after = (correction: string, there = true) => nextCorrection(noon({ correction, there }));
  expect([after(''), after('CCA'), after('COR'), after('CCY'), after('CCZ'), after('', false)]).toEqual([
    'CCA',
    'CCB',
    'CCB',
    'CCZ',
    'CCZ',
    undefined,
  ]);
});
