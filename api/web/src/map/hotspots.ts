// Fires on the map: hotspots as triangles, hollow where the satellite was not sure;
// what an officer confirmed as squares on their corner.
import Feature from 'ol/Feature.js';
import Point from 'ol/geom/Point.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { Hotspot } from '../api';

/** A colour that no level has. */
export const hotspotColor = '#5b1a8b';

const triangle = (fill: string, stroke: string) =>
  new Style({
    image: new RegularShape({
      points: 3,
      radius: 9,
      displacement: [0, -2],
      fill: new Fill({ color: fill }),
      stroke: new Stroke({ color: stroke, width: 2 }),
    }),
  });
const sure = triangle(hotspotColor, '#ffffff');
const unsure = triangle('#ffffff', hotspotColor);

/** Of a confirmed fire. */
export const fireColor = '#8c1d18';
const confirmed = new Style({
  zIndex: 1,
  image: new RegularShape({
    points: 4,
    radius: 11,
    fill: new Fill({ color: fireColor }),
    stroke: new Stroke({ color: '#ffffff', width: 2.5 }),
  }),
});

const styleOf = (fire: Hotspot) =>
  fire.kind === 'fire' ? confirmed : fire.confidence === 'low' ? unsure : sure;

export class HotspotLayer {
  #source = new VectorSource();
  readonly layer = new VectorLayer({ source: this.#source });

  show(fires: Hotspot[]): void {
    this.#source.clear(true);
    this.#source.addFeatures(
      fires.map((fire) => {
        const feature = new Feature(new Point(fromLonLat([fire.lon, fire.lat])));
        feature.setStyle(styleOf(fire));
        return feature;
      }),
    );
  }
}
