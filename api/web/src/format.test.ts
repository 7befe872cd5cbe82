import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, isDay, weekday } from './day';
import { date, fold, fullDate, instant, number, shortDate, unbroken } from './format';

describe('number', () => {
  it.each([
    [5501.7, 1, 'vi', '5.501,7'],
    [5501.7, 1, 'en', '5,501.7'],
    [10384.84, 0, 'vi', '10.385'],
    [0, 1, 'vi', '0,0'],
    [-2.5, 1, 'vi', '−2,5'],
  ] as const)('%f with %i digits in %s is %s', (value, digits, lang, text) => {
    expect(number(value, digits, lang)).toBe(text);
  });

  it('leaves out noughts that nobody measured', () => {
    expect([4.5, 0.05, 32].map((value) => number(value, 2, 'vi', 0))).toEqual(['4,5', '0,05', '32']);
  });

  it('keeps missing missing', () => {
    for (const none of [null, undefined, NaN]) expect(number(none, 1, 'vi')).toBeNull();
  });
});

describe('dates', () => {
  it('follow the language', () => {
    expect(date('2016-03-05', 'vi')).toBe('05/03/2016');
    expect(date('2016-03-05', 'en')).toBe('5 Mar 2016');
    expect(shortDate('2016-03-05', 'vi')).toBe('05/03');
    expect(fullDate('2016-03-05', 'vi')).toBe('Thứ Bảy, 05/03/2016');
    expect(fullDate('2016-03-06', 'en')).toBe('Sunday, 6 Mar 2016');
  });

  it('are local to the province', () => {
    const late = instant('2016-03-05T17:30:00Z', 'Asia/Ho_Chi_Minh', 'vi');
    expect(late).toEqual({ date: '06/03/2016', time: '00:30' });
    expect(instant('2016-03-05T17:00:00+07:00', 'Asia/Ho_Chi_Minh', 'vi')?.time).toBe('17:00');
  });

  it('know the zero time for none', () => {
    expect(instant('0001-01-01T00:00:00Z', 'Asia/Ho_Chi_Minh', 'vi')).toBeNull();
    expect(instant(null, 'Asia/Ho_Chi_Minh', 'vi')).toBeNull();
  });

  it('count', () => {
    expect(addDays('2016-02-28', 2)).toBe('2016-03-01');
    expect(daysBetween('2015-12-30', '2016-01-02')).toHaveLength(4);
    expect(daysBetween('2016-01-02', '2016-01-01')).toEqual([]);
    expect(weekday('2016-03-06')).toBe(0);
  });

  it.each([
    ['2016-02-29', true],
    ['2015-02-29', false],
    ['2016-13-01', false],
    ['5/3/2016', false],
    [null, false],
  ])('%s is a day: %s', (text, yes) => expect(isDay(text)).toBe(yes));
});

describe('fold', () => {
  it('drops accents', () => {
    expect(fold(' Phường Thủ Dầu Một ')).toBe('phuong thu dau mot');
    expect(fold('Đồng Phú')).toBe('dong phu');
  });
});

it('a number keeps its unit on its line, and only that', () => {
  expect(unbroken('rain of 5 mm in 24 hours')).toBe('rain of 5\u00a0mm in 24\u00a0hours');
  expect(unbroken('40,2 °C, 29 %, lúc 13 giờ 5 mmm')).toBe('40,2\u00a0°C, 29\u00a0%, lúc 13\u00a0giờ 5 mmm');
});

it('a clock before a date is no number of days', () => {
  expect(unbroken('lúc 17:00 ngày 05/03/2016')).toBe('lúc 17:00 ngày 05/03/2016');
});
