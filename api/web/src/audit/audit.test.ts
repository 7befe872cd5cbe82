import { expect, test } from 'vitest';
import { inWords, queryOf } from './audit';
import { kinds } from './words';

test("what the log names is said in the reader's words, and nothing else is changed", () => {
  expect(inWords('run 2016-1', kinds.vi)).toBe('bản 2016-1');
  expect(inWords('command line', kinds.vi)).toBe('dòng lệnh');
  expect(inWords('runner', kinds.vi)).toBe('runner');
  expect(inWords('run 2016-1', kinds.en)).toBe('run 2016-1');
});

test('what is empty is not asked for', () => {
  expect(queryOf({ actor: ' ', action: '', refused: false })).toBe('limit=50');
  expect(queryOf({ actor: 'key 1&2', action: 'make draft', refused: true }, 7)).toBe(
    'limit=50&actor=key+1%262&action=make+draft&refused=true&before=7',
  );
});
