import { describe, expect, it } from 'vitest';
import { en } from './en';
import { t } from './index.svelte';
import { vi } from './vi';

const holes = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]).sort();

describe('the two languages', () => {
  it('have the same keys', () => {
    expect(Object.keys(en).sort()).toEqual(Object.keys(vi).sort());
  });

  it.each(Object.keys(vi) as (keyof typeof vi)[])('say %s, with the same holes', (key) => {
    expect(vi[key].trim()).not.toBe('');
    expect(en[key].trim()).not.toBe('');
    expect(holes(en[key])).toEqual(holes(vi[key]));
  });

  it('name seven days', () => {
    for (const words of [vi, en]) {
      expect(words.longDays.split(',')).toHaveLength(7);
      expect(words.shortDays.split(',')).toHaveLength(7);
    }
  });
});

describe('the words of the pages', () => {
  const books = import.meta.glob<{ words: Record<'vi' | 'en', Record<string, string>> }>('../*/words.ts', {
    eager: true,
  });

  it('stand in both languages, with the same holes', () => {
    for (const [file, { words }] of Object.entries(books)) {
      expect(Object.keys(words.en).sort(), file).toEqual(Object.keys(words.vi).sort());
      for (const [key, text] of Object.entries(words.vi)) {
        expect(text.trim(), `${file} ${key}`).not.toBe('');
        expect(words.en[key].trim(), `${file} ${key}`).not.toBe('');
        expect(holes(words.en[key]), `${file} ${key}`).toEqual(holes(text));
      }
    }
  });
});

describe('t', () => {
  it('fills the holes', () => {
    expect(t('levelWords', { roman: 'IV', words: 'nguy hiểm' }, 'vi')).toBe('Cấp IV – nguy hiểm');
    expect(t('published', { time: '17:00', date: '05/03/2016' }, 'vi')).toBe(
      'Phát hành lúc 17:00 ngày 05/03/2016',
    );
  });

  it('leaves a hole without an argument to be seen', () => {
    expect(t('level', {}, 'en')).toBe('Level {roman}');
  });
});
