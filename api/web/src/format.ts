// Numbers, days and times as they are written in each language.
import type { Lang } from './api';
import { weekday } from './day';
import { en } from './i18n/en';
import { vi } from './i18n/vi';

const locale: Record<Lang, string> = { vi: 'vi-VN', en: 'en-GB' };
const words = { vi, en };
const months = 'Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec'.split(',');

/** 5.501,7 in Vietnamese, 5,501.7 in English; null where there is no number. With `least`
    less than `digits`, noughts at the end are left out down to it. */
export function number(
  value: number | null | undefined,
  digits: number,
  lang: Lang,
  least = digits,
): string | null {
  if (value === null || value === undefined || !Number.isFinite(value)) return null;
  const options = { minimumFractionDigits: least, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale[lang], options).format(value).replace(/^-/, '−');
}

/** 05/03/2016, or 5 Mar 2016. */
export function date(day: string, lang: Lang): string {
  const [year, month, date] = day.split('-');
  return lang === 'vi' ? `${date}/${month}/${year}` : `${Number(date)} ${months[Number(month) - 1]} ${year}`;
}

/** 05/03, or 5 Mar. */
export function shortDate(day: string, lang: Lang): string {
  const [, month, date] = day.split('-');
  return lang === 'vi' ? `${date}/${month}` : `${Number(date)} ${months[Number(month) - 1]}`;
}

export const longWeekday = (day: string, lang: Lang) => words[lang].longDays.split(',')[weekday(day)];
export const shortWeekday = (day: string, lang: Lang) => words[lang].shortDays.split(',')[weekday(day)];

/** Thứ Bảy, 05/03/2016. */
export const fullDate = (day: string, lang: Lang) => `${longWeekday(day, lang)}, ${date(day, lang)}`;

/** Day and time of an instant in the province; null for none or the zero time. */
export function instant(text: string | null | undefined, timeZone: string, lang: Lang) {
  const at = new Date(text ?? '');
  if (Number.isNaN(at.getTime()) || at.getUTCFullYear() < 1900) return null;
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  const [day, time] = format.format(at).split(' ');
  return { date: date(day, lang), time };
}

/** Keeps numbers with their units on one line; in “17:00 ngày 05/03” the word is no unit. */
export const unbroken = (text: string): string =>
  text.replace(
    /(\d) (?=(?:°C|hPa|mm|km|m|m³|m\/s|ha|%|h|giờ|phút|ngày(?! \d)|người|days?|hours?)(?![\p{L}\d]))/gu,
    '$1\u00a0',
  );

/** Lower case without Vietnamese accents, for searching. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐ]/g, 'd')
    .toLowerCase()
    .trim();
