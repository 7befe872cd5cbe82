import { describe, expect, test } from 'vitest';
import type { Area } from '../keyarea/keyarea';
import type { Asset, Kind } from '../readiness/readiness';
import { borderOf } from './keyareas';
import { tell } from './readiness';
import { words } from './words';

const area = (rank: number, score: number | null) => ({ rank, score }) as Area;

describe('key areas', () => {
  test('a higher score has a broader border', () => {
    const widths = [70, 50, 10].map((score) => borderOf(area(1, score))?.width ?? 0);
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });
  test('no border of a class without a rank', () => {
    expect(borderOf(area(0, 80))).toBeNull();
    expect(borderOf(area(1, null))).toBeNull();
    expect(borderOf(area(1, 0))).not.toBeNull();
  });
});

test('a thing says what it is and until when', () => {
  const kinds: Kind[] = [{ id: 'tower', name: { vi: 'Chòi canh', en: 'Tower' } }];
  const tower: Asset = { id: 't1', kind: 'tower', name: 'Chòi 1', expires_on: '2026-01-31', expired: true };
  expect(tell(tower, kinds)).toBe('Chòi 1 – Chòi canh; đã hết hạn ngày 31/01/2026');
  expect(tell({ ...tower, expired: false, phone: '0909', contact: 'Anh Ba' }, kinds)).toBe(
    'Chòi 1 – Chòi canh; còn hạn đến 31/01/2026',
  );
});

test('both languages have the same words', () => {
  expect(Object.keys(words.vi)).toEqual(Object.keys(words.en));
});
