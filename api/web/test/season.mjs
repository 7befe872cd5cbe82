// The mock's weather: a dry season from a small fixed random sequence.
export const today = process.env.MOCK_TODAY ?? '2016-03-05';

export const addDays = (day, n) => new Date(Date.parse(day) + n * 86_400_000).toISOString().slice(0, 10);

export function between(from, to) {
  const days = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

function random(seed) {
  let state = seed * 2654435761;
  return () => (((state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 8) % 10_000) / 10_000;
}

const round = (value, digits) => Math.round(value * 10 ** digits) / 10 ** digits;
const classOf = (p) =>
  p === null ? null : 1 + [1000, 2500, 5000, 10000].filter((limit) => p > limit).length;

function weather(next, wet) {
  const temp = 33 + 3 * next();
  const rh = 36 + 18 * next();
  const vpd = round(6.1078 * 10 ** ((7.5 * temp) / (237.3 + temp)) * (1 - rh / 100), 2);
  const rain = wet ? 6 + 20 * next() : next() > 0.85 ? 3 * next() : 0;
  return {
    temp13_c: round(temp, 1),
    dewpoint13_c: round(temp - (100 - rh) / 5, 1),
    rh13_pct: Math.round(rh),
    vpd13_hpa: vpd,
    rain24_mm: round(rain, 1),
    wind13_kmh: Math.round(4 + 14 * next()),
  };
}

const none = {
  temp13_c: null,
  dewpoint13_c: null,
  rh13_pct: null,
  vpd13_hpa: null,
  rain24_mm: null,
  wind13_kmh: null,
};

/** A zone's days by date, from 60 days ago to 10 ahead. */
export function seasonOf(zone, i) {
  const next = random(i + 7);
  const wets = [-52 + (i % 5), -(3 + ((i * 7) % 16)), i % 4 === 0 ? 6 : 99];
  const days = new Map();
  let [p, dry] = [0, 0];
  for (let n = -60; n <= 10; n++) {
    const broken = i % 11 === 5 && n > -4 && n < 3;
    const air = weather(next, wets.includes(n));
    const rains = air.rain24_mm >= 5;
    const daily = round(air.temp13_c * air.vpd13_hpa, 1);
    const before = p;
    [p, dry] = broken
      ? [null, null]
      : rains
        ? [0, 0]
        : p === null
          ? [null, null]
          : [round(p + daily, 1), dry + 1];
    if (n === 3 && p === null) [p, dry] = [0, 0];
    const status =
      p === null ? 'unknown' : n > 0 ? 'forecast' : n % 9 === 0 && n < 0 ? 'estimated' : 'observed';
    const level = classOf(p);
    const limit = [1000, 2500, 5000, 10000][level - 1];
    days.set(addDays(today, n), {
      ...(broken ? none : air),
      ...{ level, status, p, h: dry, days_since_rain: dry, percentile: null, probability: null },
      ...{ p_before: before, daily: broken ? null : daily, k: broken ? null : rains ? 0 : 1 },
      to_next: level && limit ? round(limit - p, 1) : null,
      next_level: level && level < 5 ? level + 1 : null,
      next_change: null,
    });
  }
  return linked(days);
}

function linked(days) {
  const all = [...days.entries()];
  all.forEach(([, day], i) => {
    const change = all.slice(i + 1).find(([, later]) => later.level !== null && later.level !== day.level);
    if (day.level !== null && change) day.next_change = { date: change[0], level: change[1].level };
  });
  return days;
}
