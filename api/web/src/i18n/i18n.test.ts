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
