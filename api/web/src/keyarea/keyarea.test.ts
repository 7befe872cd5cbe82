import { expect, test } from 'vitest';
import { lookOf, measureOf, type Part } from './keyarea';

const part = (fields: Partial<Part>): Part => ({
  name: 'danger',
  weight: 0.5,
  measure: null,
  value: null,
  ...fields,
});
const write = (value: number, decimals: number) => value.toFixed(decimals);

test('each measure in its own unit, nothing for the unknown', () => {
  expect(measureOf(part({ measure: 0.25 }), write)).toBe('25\u00a0%');
  expect(measureOf(part({ name: 'fires', measure: 1.25 }), write)).toBe('1.3');
  expect(measureOf(part({ name: 'area', measure: 1900 }), write)).toBe('1900');
  expect(measureOf(part({ name: 'group', named: 'thong' }), write)).toBe('thong');
  expect(measureOf(part({}), write)).toBe('');
});

test('an area looks like its class, with its rank; without a rank it is hatched', () => {
  const area = { zone: 'a', name: 'A', rank: 3, score: 60, low: 0, high: 0, known: 1, parts: [] };
  expect(lookOf(area)).toEqual({ color: '#4a1f6f', text: '3', hatched: false });
  expect(lookOf({ ...area, score: 59.9 }).color).toBe('#8250a8');
  expect(lookOf({ ...area, score: 0 }).color).toBe('#e9dff0');
  expect(lookOf({ ...area, rank: 0 })).toMatchObject({ text: '–', hatched: true });
});
