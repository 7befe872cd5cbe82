import { describe, expect, test } from 'vitest';
import { Problem } from './api';
import { tell } from './trouble';

describe('what went wrong', () => {
  const cases: [string, Problem, RegExp][] = [
    ['no connection', new Problem(0, 'TypeError'), /^Không kết nối được với máy chủ/],
    ['the session is over', new Problem(401, 'Unauthorized', 'no session'), /hãy đăng nhập lại\.$/],
    [
      'no right',
      new Problem(403, 'Forbidden', 'needs publisher'),
      /^Bạn không có quyền.*\(needs publisher\)$/,
    ],
    [
      'somebody was faster',
      new Problem(409, 'Conflict', 'superseded'),
      /^Số liệu đã thay đổi.*\(superseded\)$/,
    ],
    ['service away', new Problem(503, 'Service Unavailable'), /^Máy chủ đang bận hoặc chưa sẵn sàng/],
    ['anything else', new Problem(422, 'Unprocessable', 'rain: 900'), /^Không làm được\. \(rain: 900\)$/],
  ];
  for (const [name, problem, words] of cases) test(name, () => expect(tell(problem)).toMatch(words));

  test('a page has its own words for some refusals, and for what has none', () => {
    const own = (status: number) =>
      tell(new Problem(status, 'x', 'why'), { 409: 'Đã có người làm.' }, 'Chưa được.');
    expect([own(409), own(422)]).toEqual(['Đã có người làm. (why)', 'Chưa được. (why)']);
    expect(own(403)).toMatch(/^Bạn không có quyền/);
  });
});
