import { describe, expect, it } from 'vitest';
import { chancesOf, dangerous } from './chances';

describe('chances', () => {
  it('are whole percents that add up', () => {
    expect(chancesOf([1 / 3, 1 / 3, 1 / 3, 0, 0])).toEqual([34, 33, 33, 0, 0]);
    expect(chancesOf([0, 1 / 19, 2 / 19, 6 / 19, 10 / 19])!.reduce((a, b) => a + b)).toBe(100);
    expect(chancesOf([0, 0, 0, 0, 1])).toEqual([0, 0, 0, 0, 100]);
  });
  it('are none without probabilities', () => {
    expect(chancesOf(null)).toBeNull();
    expect(chancesOf(undefined)).toBeNull();
    expect(chancesOf([1])).toBeNull();
  });
  it('of danger are those of IV and V', () => expect(dangerous([0, 5, 11, 32, 52])).toBe(84));
});
