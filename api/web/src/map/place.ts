// A small map to choose a place on, or to see places on: the zones' outlines, a
// mark, and points in the colours of what they are.
import Feature from 'ol/Feature.js';
import OLMap from 'ol/Map.js';
import View from 'ol/View.js';
import { isEmpty } from 'ol/extent.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import LineString from 'ol/geom/LineString.js';
import MultiPoint from 'ol/geom/MultiPoint.js';
import Point from 'ol/geom/Point.js';
import Polygon from 'ol/geom/Polygon.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat, toLonLat, transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import Fill from 'ol/style/Fill.js';
import RegularShape from 'ol/style/RegularShape.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import Text from 'ol/style/Text.js';
import { inkOn } from '../level';
import { middle } from './middle';
import { face } from './paint';
import { canvasPattern } from './pattern';

const settings = { featureProjection: 'EPSG:3857', dataProjection: 'EPSG:4326' };

/** A point to show: its shape tells what its colour tells. */
export interface Spot {
  id: string;
  lat: number;
  lon: number;
  color: string;
  points: number; // corners of its shape
  text?: string; // written beside it
}

/** How a zone is shown where zones differ: what the colour tells is written in it. */
export interface Look {
  color: string;
  text: string;
  hatched?: boolean; // nothing is known of it
}

const outline = new Style({
  fill: new Fill({ color: '#eef3ef' }),
  stroke: new Stroke({ color: '#6b756f', width: 1 }),
});
const inForce = new Style({ stroke: new Stroke({ color: '#0b57d0', width: 2, lineDash: [6, 5] }) });
const cross = new Style({
  image: new RegularShape({
    points: 4,
    radius: 15,
    radius2: 0,
    angle: Math.PI / 4,
    stroke: new Stroke({ color: '#8c1d18', width: 4 }),
  }),
});

const picked = [
  new Style({
    fill: new Fill({ color: 'rgb(29 92 58 / 35%)' }),
    stroke: new Stroke({ color: '#12402a', width: 3 }),
    zIndex: 1,
  }),
  new Style({
    text: new Text({ text: '✓', font: `700 18px ${face}`, fill: new Fill({ color: '#12402a' }) }),
    geometry: middle,
    zIndex: 2,
  }),
];
const area = new Style({
  fill: new Fill({ color: 'rgb(140 29 24 / 12%)' }),
  stroke: new Stroke({ color: '#8c1d18', width: 3, lineDash: [8, 6] }),
  image: new RegularShape({
    points: 4,
    radius: 8,
    angle: Math.PI / 4,
    fill: new Fill({ color: '#ffffff' }),
    stroke: new Stroke({ color: '#8c1d18', width: 3 }),
  }),
});

/** A point's sign, with what is written beside it. */
export const spotStyle = ({ color, points, text }: Spot) =>
  new Style({
    image: new RegularShape({
      points,
      radius: 10,
      angle: points === 4 ? Math.PI / 4 : 0,
      fill: new Fill({ color }),
      stroke: new Stroke({ color: '#ffffff', width: 2 }),
    }),
    text: new Text({
      text,
      offsetY: -18,
      font: `600 13px ${face}`,
      fill: new Fill({ color: '#16241d' }),
      stroke: new Stroke({ color: '#ffffff', width: 3 }),
    }),
  });

function lookStyle({ color, text, hatched }: Look): Style[] {
  const fill = new Fill({ color: hatched ? canvasPattern('unknown', color, '#9aa39e') : color });
  const label = new Text({
    text,
    font: `600 13px ${face}`,
    fill: new Fill({ color: inkOn(color) }),
    stroke: new Stroke({ color, width: 3 }),
    overflow: true,
  });
  return [
    new Style({ fill, stroke: new Stroke({ color: '#ffffff', width: 1.25 }) }),
    new Style({ text: label, geometry: middle, zIndex: 1 }),
  ];
}

interface Options {
  target: HTMLElement;
  onPlace?: (lon: number, lat: number) => void; // a tap on the map
  onSpot?: (id: string) => void; // a tap on a point
  onZone?: (id: string) => void; // a tap within a zone
  onMove?: (lon: number, lat: number) => void; // another middle
}

export class PlaceMap {
  #zones = new VectorSource();
  #inForce = new VectorSource();
  #mark = new VectorSource();
  #spots = new VectorSource();
  #area = new VectorSource();
  #map: OLMap;

  constructor(options: Options) {
    const layers = [
      new VectorLayer({ source: this.#zones, style: outline }),
      new VectorLayer({ source: this.#area, style: area }),
      new VectorLayer({ source: this.#inForce, style: inForce }),
      new VectorLayer({ source: this.#spots }),
      new VectorLayer({ source: this.#mark, style: cross }),
    ];
    const view = new View({
      center: [0, 0],
      resolution: 200,
      minResolution: 1,
      maxResolution: 1500,
      enableRotation: false,
    });
    this.#map = new OLMap({ target: options.target, layers, controls: [], view });
    this.#map.on('moveend', () => options.onMove?.(...this.middle()));
    this.#map.on('singleclick', (event) => {
      const hit = this.#map.forEachFeatureAtPixel(event.pixel, (each) => each.get('spot') as string, {
        hitTolerance: 8,
      });
      const [lon, lat] = toLonLat(event.coordinate);
      if (hit && options.onSpot) options.onSpot(hit);
      else options.onPlace?.(lon, lat);
      const zone = this.#zones.getFeaturesAtCoordinate(event.coordinate)[0]?.getId();
      if (zone !== undefined) options.onZone?.(String(zone));
    });
  }

  /** Draws the zones' outlines from GeoJSON, each as it is to look; says how many. */
  outlines(collection: unknown, look?: (id: string) => Look | null): number {
    const features = new GeoJSON().readFeatures(collection, settings) as Feature[];
    for (const feature of features) {
      const own = look?.(String(feature.getId()));
      if (own) feature.setStyle(lookStyle(own));
    }
    this.#zones.clear(true);
    this.#zones.addFeatures(features);
    return features.length;
  }

  /** Marks the zones that are chosen. */
  choose(ids: string[]): void {
    for (const zone of this.#zones.getFeatures())
      zone.setStyle(ids.includes(String(zone.getId())) ? picked : undefined);
  }

  /** Draws an area's closed outline, or a line of its corners so far; the first so many are corners to see. */
  area(ring: [lon: number, lat: number][], corners: number): void {
    const line = ring.map((place) => fromLonLat(place));
    this.#area.clear(true);
    if (line.length > 3) this.#area.addFeature(new Feature(new Polygon([line])));
    else if (line.length > 1) this.#area.addFeature(new Feature(new LineString(line)));
    if (corners) this.#area.addFeature(new Feature(new MultiPoint(line.slice(0, corners))));
  }

  /** Draws over them the borders of the zones in force, to see how one lies to the other. */
  compare(collection: unknown): void {
    this.#inForce.clear(true);
    this.#inForce.addFeatures(new GeoJSON().readFeatures(collection, settings) as Feature[]);
  }

  /** Shows all outlines. */
  fitOutlines(): void {
    const extent = this.#zones.getExtent();
    if (extent && !isEmpty(extent)) this.#map.getView().fit(extent, { padding: [12, 12, 12, 12] });
  }

  /** Shows west, south, east, north. */
  fit(bounds: number[]): void {
    if (bounds.length === 4)
      this.#map.getView().fit(transformExtent(bounds, 'EPSG:4326', 'EPSG:3857'), { padding: [8, 8, 8, 8] });
  }

  /** Puts the mark at a place and brings it into view. */
  mark(lon: number, lat: number, near = false): void {
    const at = fromLonLat([lon, lat]);
    this.#mark.clear(true);
    this.#mark.addFeature(new Feature(new Point(at)));
    const view = this.#map.getView();
    const size = this.#map.getSize();
    const pixel = size && (this.#map.getPixelFromCoordinate(at) as number[] | null);
    const seen = pixel && pixel.every((each, i) => each > 0 && each < size[i]);
    if (near || !seen) view.setCenter(at);
    if (near) view.setResolution(Math.min(view.getResolution() ?? 40, 40));
  }

  unmark(): void {
    this.#mark.clear();
  }

  /** The place in the middle. */
  middle(): [lon: number, lat: number] {
    const [lon, lat] = toLonLat(this.#map.getView().getCenter() ?? [0, 0]);
    return [lon, lat];
  }

  spots(spots: Spot[]): void {
    this.#spots.clear(true);
    this.#spots.addFeatures(
      spots.map((spot) => {
        const feature = new Feature(new Point(fromLonLat([spot.lon, spot.lat])));
        feature.set('spot', spot.id);
        feature.setStyle(spotStyle(spot));
        return feature;
      }),
    );
  }

  zoom(steps: number): void {
    const view = this.#map.getView();
    view.setZoom((view.getZoom() ?? 10) + steps);
  }

  dispose(): void {
    this.#map.setTarget(undefined);
    this.#map.dispose();
  }
}
