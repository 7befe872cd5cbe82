// A stand-in for the service, for work on the app alone: serves dist and made-up
// answers in the contract's form. PORT, MOCK_ZONES (a GeoJSON file to draw) and
// MOCK_TODAY are read from the environment.
import { createReadStream, existsSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { addDays, between, seasonOf, today } from './season.mjs';
import { explanation, province, words } from './words.mjs';
import { zones } from './zones.mjs';

const dist = fileURLToPath(new URL('../dist/', import.meta.url));
const run = { run: 'r-mock', issued: `${today}T16:30:00+07:00`, simulated: true };
const table = { edition: 'a1b2c3d4e5f60718', provisional: true };
const last = addDays(today, 10);
const seasons = new Map(zones.map((zone, i) => [zone.id, seasonOf(zone, i)]));

function properties(zone, date) {
  const day = seasons.get(zone.id).get(date);
  const style = words.levels.find((each) => each.level === day.level);
  const groups = zone.groups.map((group) => ({ group, level: day.level, row: day.level ?? 0 }));
  const named = {
    zone: zone.id,
    name: zone.name,
    roman: style.roman,
    label: style.label.vi,
    color: style.color,
  };
  const valid = `${date}T13:00:00+07:00`;
  return { ...named, ...day, ...run, ...table, valid, groups, stale: false, forest: zone.forest };
}

function levels(date) {
  const features = zones.map((zone) => ({
    type: 'Feature',
    id: zone.id,
    geometry: zone.geometry,
    properties: properties(zone, date),
  }));
  const set = { zone_set: 'mock', zone_set_name: 'Mock', indicative: true };
  const published = `${today}T17:00:00+07:00`;
  return {
    type: 'FeatureCollection',
    date,
    ...run,
    published,
    ...set,
    provisional: true,
    stale: true,
    features,
  };
}

function dates() {
  const days = between(addDays(today, -7), last).map((date) => {
    const found = zones.map((zone) => seasons.get(zone.id).get(date));
    const level = Math.max(0, ...found.map((day) => day.level ?? 0)) || null;
    return { date, level, status: found[0].status };
  });
  return { first: addDays(today, -60), last, today, past_days: 7, ahead_days: 10, dates: days };
}

function series(zone, from, to) {
  const days = between(from, to)
    .filter((date) => seasons.get(zone.id).has(date))
    .map((date) => ({ date, ...seasons.get(zone.id).get(date), ...run, edition: table.edition }));
  const bands = [null, 1000, 2500, 5000, 10000, null].map((over, i, all) => ({
    level: i + 1,
    over,
    to: all[i + 1],
  }));
  return {
    zone: zone.id,
    name: zone.name,
    from,
    to,
    method: 'p',
    unit: '°C·hPa',
    bands: bands.slice(0, 5),
    days,
  };
}

function point(query) {
  const [w, s, e, n] = province.bounds;
  const [lat, lon] = [Number(query.get('lat')), Number(query.get('lon'))];
  if (lon < w || lon > e || lat < s || lat > n) return null;
  return properties(zones[Math.floor(zones.length / 2)], query.get('date') ?? today);
}

function answer(path, query) {
  const date = query.get('date') ?? today;
  const [, id, what] = path.match(/^\/api\/v1\/zones\/([^/]+)\/(\w+)$/) ?? [];
  const zone = zones.find((each) => each.id === id);
  if (zone && what === 'series') return series(zone, query.get('from'), query.get('to'));
  if (zone && what === 'explain') return explanation(properties(zone, date), seasons.get(zone.id), date);
  if (path === '/api/v1/province') return province;
  if (path === '/api/v1/dates') return dates();
  if (path === '/api/v1/levels.geojson') return seasons.values().next().value.has(date) ? levels(date) : null;
  if (path === '/api/v1/point') return point(query);
  return null;
}

const kinds = {
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};
const policy =
  "default-src 'self'; img-src 'self' data:; style-src 'self'; object-src 'none'; base-uri 'none'";

const server = createServer((request, response) => {
  const { pathname, searchParams } = new URL(request.url, 'http://localhost');
  if (pathname.startsWith('/api/')) {
    const body = answer(pathname, searchParams) ?? {
      title: 'Not Found',
      status: 404,
      detail: `${pathname}: there is none`,
    };
    const type = body.status === 404 ? 'application/problem+json' : 'application/json';
    response.writeHead(body.status === 404 ? 404 : 200, { 'Content-Type': type });
    return response.end(JSON.stringify(body));
  }
  const file = join(dist, normalize(pathname === '/' ? '/index.html' : pathname));
  if (!file.startsWith(dist) || !existsSync(file)) return response.writeHead(404).end();
  const type = kinds[extname(file)] ?? 'text/html; charset=utf-8';
  response.writeHead(200, { 'Content-Type': type, 'Content-Security-Policy': policy });
  return createReadStream(file).pipe(response);
});

server.listen(Number(process.env.PORT ?? 8099), '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
