import { expect, test } from 'vitest';
import { query } from './zoneset';

test('only what is given is asked', () => {
  expect(query('a b.zip', { set: ' R ', crs: '', repair: false })).toBe('file=a+b.zip&set=R');
  expect(query('a', { repair: true })).toBe('file=a&repair=true');
});
