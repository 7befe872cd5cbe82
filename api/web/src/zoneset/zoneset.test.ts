import geoKinds from '../../../../geo/testdata/faults.json';
import layerKinds from '../../../../data/layer/testdata/faults.json';
import profileKinds from '../../../../data/profile/testdata/zonefaults.json';
import { describe, expect, test } from 'vitest';
import { Problem } from '../api';
import { faultWords } from './faultwords';
import { layerWords } from './layerwords';
import { refusal, vietnamese } from './reason';
import { query } from './zoneset';

test('only what is given is asked', () => {
  expect(query('a b.zip', { set: ' R ', crs: '', repair: false })).toBe('file=a+b.zip&set=R');
  expect(query('a', { repair: true })).toBe('file=a&repair=true');
});

describe('faults in Vietnamese', () => {
  const kinds = { ...geoKinds, ...layerKinds, ...profileKinds } as unknown as Record<
    string,
    [string, string]
  >;
  const told = { ...faultWords, ...layerWords };
  const holes = (texts: string[]) => [...texts.join().matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

  test.each(Object.entries(kinds))('have words for %s', (code, english) => {
    const words = told[code];
    expect(words[0]).not.toBe(english[0]);
    expect(!words[1]).toBe(!english[1]);
    expect(holes(words)).toEqual(holes(english));
  });

  test('have no kind that the service does not know', () => {
    expect(Object.keys(told).sort()).toEqual(Object.keys(kinds).sort());
  });

  test('say where, why and what to do', () => {
    const args = {
      feature: '3',
      id: '25747',
      part: '1',
      ring: '2',
      value: '106.1,11.2',
      other_part: '4',
      other_ring: '1',
    };
    expect(vietnamese({ code: 'crossing', args })).toBe(
      'đối tượng 3 (25747) phần 1 vòng 2 106.1,11.2: vòng cắt phần 4 vòng 1; sửa hình ở chỗ này',
    );
    const mended = { fault: 'the ring is open', fault_code: 'open_ring', before: '2', after: '3' };
    expect(vietnamese({ code: 'mended', args: mended })).toMatch(/^vòng chưa khép kín; đã sửa/);
    expect(vietnamese({ code: 'unheard' })).toBeUndefined();
    const wrong = { said: '.prj', fault: 'datum "x"', fault_code: 'wkt_datum', name: '"x"' };
    expect(vietnamese({ code: 'crs_wrong', args: wrong })).toMatch(
      /^\.prj của tệp: mốc "x": không phải WGS 84/,
    );
  });

  test('say what was refused', () => {
    const errors = [{ location: 'code', message: 'no_day', value: { value: 'x' } }];
    expect(refusal(new Problem(422, '', 'not a day', 0, errors))).toBe(
      'x: không phải ngày; ghi như 2026-01-01',
    );
    expect(refusal(new Problem(422, '', 'something else'))).toBeUndefined();
  });
});
