// Where a zone's numeral stands: as far from the zone's edge as can be found quickly.
import type { FeatureLike } from 'ol/Feature.js';
import type MultiPolygon from 'ol/geom/MultiPolygon.js';
import Point from 'ol/geom/Point.js';
import type Polygon from 'ol/geom/Polygon.js';

const steps = 14; // places tried along each side of the zone's box
const toleranceM = 120; // bends of the edge smaller than this do not count

function largestPart(shape: Polygon | MultiPolygon): Polygon {
  if (shape.getType() === 'Polygon') return shape as Polygon;
  const parts = (shape as MultiPolygon).getPolygons();
  return parts.reduce((a, b) => (b.getArea() > a.getArea() ? b : a));
}

/** The place of a grid over the largest part that is farthest from its edge. */
export function middle(feature: FeatureLike): Point {
  const whole = largestPart(feature.getGeometry() as Polygon | MultiPolygon);
  const plain = whole.simplify(toleranceM) as Polygon;
  const part = plain.getArea() > 0 ? plain : whole;
  const [w, s, e, n] = part.getExtent();
  let best = part.getInteriorPoint().getCoordinates().slice(0, 2);
  let room = 0;
  for (let i = 1; i < steps; i++)
    for (let j = 1; j < steps; j++) {
      const at = [w + ((e - w) * i) / steps, s + ((n - s) * j) / steps];
      if (!part.intersectsCoordinate(at)) continue;
      const [x, y] = part.getClosestPoint(at);
      const free = Math.hypot(x - at[0], y - at[1]);
      if (free > room * 1.02) [best, room] = [at, free];
    }
  return new Point(best);
}
