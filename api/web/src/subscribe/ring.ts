// Outlines of areas to be drawn on a map.
import type { Place } from './wish';

const kmPerDegree = 111.195; // of latitude, on the mean sphere
const sides = 72;

/** The circle around a place, closed. */
export function circle([lon, lat]: Place, radiusKm: number): Place[] {
  const north = radiusKm / kmPerDegree;
  const east = north / Math.cos((lat * Math.PI) / 180);
  return Array.from({ length: sides + 1 }, (_, i) => {
    const angle = (2 * Math.PI * (i % sides)) / sides;
    return [lon + east * Math.sin(angle), lat + north * Math.cos(angle)];
  });
}
