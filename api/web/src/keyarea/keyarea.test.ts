import { expect, test } from 'vitest';
import { measureOf, type Part } from './keyarea';

const part = (fields: Partial<Part>): Part => ({
  name: 'danger',
  weight: 0.5,
  measure: null,
  value: null,
  ...fields,
});
const write = (value: number, decimals: number) => value.toFixed(decimals);

test('each measure in its own unit, nothing for the unknown', () => {
  expect(measureOf(part({ measure: 0.25 }), write)).toBe('25 %');
  expect(measureOf(part({ name: 'fires', measure: 1.25 }), write)).toBe('1.3');
  expect(measureOf(part({ name: 'area', measure: 1900 }), write)).toBe('1900');
  expect(measureOf(part({ name: 'group', named: 'thong' }), write)).toBe('thong');
  expect(measureOf(part({}), write)).toBe('');
});
