import { expect, test } from 'vitest';
import { queryOf } from './audit';

test('what is empty is not asked for', () => {
  expect(queryOf({ actor: ' ', action: '', refused: false })).toBe('limit=50');
  expect(queryOf({ actor: 'key 1&2', action: 'make draft', refused: true }, 7)).toBe(
    'limit=50&actor=key+1%262&action=make+draft&refused=true&before=7',
  );
});
