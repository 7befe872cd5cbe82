import { expect, it } from 'vitest';
import { ofRanger, rangersOf, sorted, spotsOf, type Sign, type SignState } from './signs';

const sign = (id: string, state: SignState, since: string | null = null): Sign => ({
  id,
  name: id,
  place: '',
  lat: 11,
  lon: 106,
  zone: 'z',
  zone_name: '',
  should: state === 'unknown' ? null : 4,
  shows: 3,
  state,
  seen: null,
  since,
});

it('puts what is to be done first, the longest wrong before all', () => {
  const signs = [
    sign('d', 'right'),
    sign('c', 'unknown'),
    sign('e', 'unseen'),
    sign('b', 'wrong', '2016-03-05T07:00:00+07:00'),
    sign('a', 'wrong', '2016-03-01T07:00:00+07:00'),
  ];
  expect(sorted(signs).map(({ id }) => id)).toEqual(['a', 'b', 'e', 'c', 'd']);
});

it('shows a ranger the own signs', () => {
  const signs = [
    { ...sign('a', 'wrong'), ranger: 'Vân' },
    { ...sign('b', 'right'), ranger: 'An' },
    { ...sign('c', 'right'), ranger: 'Vân' },
    sign('d', 'unseen'),
  ];
  expect(rangersOf(signs)).toEqual(['An', 'Vân']);
  expect(ofRanger(signs, 'Vân').map(({ id }) => id)).toEqual(['a', 'c']);
  expect(ofRanger(signs, '')).toHaveLength(4);
});

it('tells a state by more than its colour', () => {
  const states: SignState[] = ['right', 'wrong', 'unseen', 'unknown'];
  const spots = spotsOf(
    states.map((state) => sign(state, state)),
    () => 'IV',
  );
  expect(new Set(spots.map(({ points, text }) => `${points} ${text}`)).size).toBe(4);
});
