import { describe, expect, it } from 'vitest';
import type { ChainDay, Series, SeriesDay } from '../api';
import { sinceReset } from '../panel/chain';
import { columnsOf, indexName, indexOf, spanOf, topOf } from './columns';

const day = (date: string, p: number | null, status: SeriesDay['status'], h: number | null = null) =>
  ({ date, p, h, status, rain24_mm: p === null ? null : 0 }) as SeriesDay;

const series: Series = {
  zone: 'z',
  name: 'Z',
  from: '2016-03-01',
  to: '2016-03-07',
  method: 'p',
  unit: '°C·hPa',
  bands: [],
  days: [
    day('2016-03-01', 1000, 'observed', 1),
    day('2016-03-03', 3000, 'estimated', 3), // the 2nd is missing
    day('2016-03-04', 4000, 'observed', 4),
    day('2016-03-05', 5000, 'forecast', 5),
    day('2016-03-06', null, 'unknown'),
    day('2016-03-07', 800, 'forecast', 1),
  ],
};

describe('columns', () => {
  const columns = columnsOf(series);

  it('have an entry for every day', () => {
    expect(columns.dates).toHaveLength(7);
    expect(columns.x[1] - columns.x[0]).toBe(86_400);
  });

  it('keep gaps', () => {
    expect(columns.past).toEqual([1000, null, 3000, 4000, null, null, null]);
    expect(columns.rain[1]).toBeNull();
  });

  it('join the forecast to the day before it, never over a gap', () => {
    expect(columns.ahead).toEqual([null, null, null, 4000, 5000, null, 800]);
  });

  it('show the members where the day has no index of its own', () => {
    const outlook = {
      source: 'climatology',
      members: 15,
      broken: 0,
      counts: [],
      low: 1,
      median: 2,
      high: 3,
    } as const;
    const far = { ...day('2016-03-02', null, 'forecast'), outlook: { ...outlook, counts: [] } };
    const some = columnsOf({ ...series, days: [series.days[0]!, far] });
    expect([some.ahead.slice(0, 3), some.low[1], some.high[1]]).toEqual([[1000, 2, null], 1, 3]);
  });

  it('follow any index that decides', () => {
    const odd = { ...series.days[0]!, indices: { kbdi_mm: 120, fwi: 31 } };
    expect(['kbdi', 'fwi', 'dc', 'p_wind', 'factors'].map((method) => indexOf(odd, method))).toEqual([
      120,
      31,
      null,
      1000,
      1000,
    ]);
    expect(['kbdi', 'h', 'p_wind'].map(indexName)).toEqual(['KBDI', 'H', 'P']);
  });

  it('follow the method', () => {
    expect(columnsOf({ ...series, method: 'h' }).past[3]).toBe(4);
  });

  it('leave room for the next class where it is near', () => {
    expect(topOf(columns, [1000, 2500, 5000, 10000])).toBeGreaterThan(5000);
    expect(topOf(columns, [1000, 2500, 5000, 7000])).toBeGreaterThan(7000);
  });
});

describe('the span', () => {
  it('reaches from weeks ago to the last day ahead', () => {
    expect(spanOf('2016-03-05', '2016-03-05', null)).toEqual({ from: '2016-01-30', to: '2016-03-15' });
  });

  it('stays near a day long past', () => {
    expect(spanOf('2015-06-01', '2016-03-05', null).to).toBe('2015-07-06');
  });
});

describe('the chain', () => {
  const link = (date: string, k: number | null) => ({ date, k }) as ChainDay;

  it('starts at the last reset', () => {
    const chain = [link('1', 0), link('2', 1), link('3', 0), link('4', 1)];
    expect(sinceReset(chain).map((each) => each.date)).toEqual(['3', '4']);
  });

  it('is whole without one', () => {
    expect(sinceReset([link('1', null), link('2', 1)])).toHaveLength(2);
    expect(sinceReset([])).toEqual([]);
  });
});
