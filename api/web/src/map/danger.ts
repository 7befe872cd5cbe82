// The map of danger: OpenLayers behind the few words the page needs.
import Feature, { type FeatureLike } from 'ol/Feature.js';
import OLMap from 'ol/Map.js';
import View from 'ol/View.js';
import { isEmpty, type Extent } from 'ol/extent.js';
import GeoJSON from 'ol/format/GeoJSON.js';
import Point from 'ol/geom/Point.js';
import type SimpleGeometry from 'ol/geom/SimpleGeometry.js';
import type Layer from 'ol/layer/Layer.js';
import VectorLayer from 'ol/layer/Vector.js';
import { fromLonLat, transformExtent } from 'ol/proj.js';
import VectorSource from 'ol/source/Vector.js';
import CircleStyle from 'ol/style/Circle.js';
import Fill from 'ol/style/Fill.js';
import Stroke from 'ol/style/Stroke.js';
import Style from 'ol/style/Style.js';
import type { Hotspot, Level, Levels, LevelStyle, ZoneDay } from '../api';
import { HotspotLayer } from './hotspots';
import { middle } from './middle';
import { chosen, labelOf, Paint } from './paint';

const namesBelow = 115; // metres a pixel: nearer than this the names have room
const nearest = 4; // metres a pixel
const [roomForLegend, legendWidth] = [720, 300]; // pixels
const settings = { featureProjection: 'EPSG:3857', dataProjection: 'EPSG:4326' };

interface Options {
  target: HTMLElement;
  styleOf: (level: Level) => LevelStyle;
  onPick: (zone: string) => void;
  onTold: (text: string) => void; // what a sign of a further layer says of itself
  onDrawn: (zones: number) => void;
}

export class DangerMap {
  #paint = new Paint();
  #zones = new VectorSource();
  #outline = new VectorSource();
  #position = new VectorSource();
  #hotspots = new HotspotLayer();
  #areas: VectorLayer;
  #map: OLMap;
  #chosen: string | null = null;
  #home: Extent | null = null;
  #set = '';
  #over: Layer[] = [];

  constructor(private options: Options) {
    this.#areas = new VectorLayer({ source: this.#zones, declutter: true, style: this.#style });
    const outline = new VectorLayer({ source: this.#outline, style: chosen });
    const position = new VectorLayer({ source: this.#position, style: dot });
    const view = new View({
      center: [0, 0],
      resolution: 200,
      minResolution: nearest,
      maxResolution: 1500,
      enableRotation: false,
    });
    const layers = [this.#areas, outline, this.#hotspots.layer, position];
    this.#map = new OLMap({ target: options.target, layers, controls: [], view });
    this.#map.on('singleclick', (event) => this.#tap(event.pixel, event.coordinate));
    this.#map.on('rendercomplete', () => options.onDrawn(this.#zones.getFeatures().length));
    this.#map.on('change:size', () => this.#keepInView());
    void this.#fonts();
  }

  /** Shows the zones of an answer; the view moves only when the zones are others. */
  show(levels: Levels): void {
    const features = new GeoJSON().readFeatures(levels, settings) as Feature[];
    this.#zones.clear(true);
    this.#zones.addFeatures(features);
    this.#drawOutline();
    if (this.#set === levels.zone_set || !features.length) return;
    this.#set = levels.zone_set;
    this.#home = this.#zones.getExtent();
    this.home(false);
  }

  /** Shows hotspots over the zones. */
  hotspots(fires: Hotspot[]): void {
    this.#hotspots.show(fires);
  }

  /** Lays layers over the zones in place of those laid before, beneath fires and position. */
  overlay(layers: Layer[]): void {
    for (const layer of this.#over) this.#map.removeLayer(layer);
    const all = this.#map.getLayers();
    for (const layer of layers) all.insertAt(all.getArray().indexOf(this.#hotspots.layer), layer);
    this.#over = layers;
  }

  clear(): void {
    this.#zones.clear(true);
    this.#outline.clear(true);
  }

  repaint(): void {
    this.#areas.changed();
  }

  choose(zone: string | null): void {
    this.#chosen = zone;
    this.#drawOutline();
    this.#keepInView();
  }

  /** The bounds to show until there are zones, west, south, east, north. */
  begin(bounds: number[]): void {
    this.#home ??= transformExtent(bounds, 'EPSG:4326', 'EPSG:3857');
    this.home(false);
  }

  home(smoothly = true): void {
    if (!this.#home || isEmpty(this.#home)) return;
    const beside = (this.#map.getSize()?.[0] ?? 0) > roomForLegend ? legendWidth : 16;
    const padding = [56, beside === 16 ? 16 : 64, 24, beside];
    this.#map.getView().fit(this.#home, { padding, duration: smoothly ? this.#duration() : 0 });
  }

  zoom(steps: number): void {
    const view = this.#map.getView();
    view.animate({ zoom: (view.getZoom() ?? 10) + steps, duration: this.#duration() });
  }

  /** Marks a place and brings it into view. */
  locate(lon: number, lat: number): void {
    const at = fromLonLat([lon, lat]);
    this.#position.clear(true);
    this.#position.addFeature(new Feature(new Point(at)));
    const view = this.#map.getView();
    const resolution = Math.min(view.getResolution() ?? 60, 60);
    view.animate({ center: at, resolution, duration: this.#duration() });
  }

  /** Puts tiles of the address {z}/{x}/{y} beneath the zones. */
  async baseMap(url: string): Promise<void> {
    const [{ default: TileLayer }, { default: XYZ }] = await Promise.all([
      import('ol/layer/Tile.js'),
      import('ol/source/XYZ.js'),
    ]);
    this.#map.getLayers().insertAt(0, new TileLayer({ source: new XYZ({ url }) }));
    this.#areas.setOpacity(0.72);
  }

  /** Redraws for a sheet of paper now, since printing does not wait. */
  fitToPaper(): void {
    this.#map.updateSize();
    this.home(false);
    this.#map.renderSync();
  }

  dispose(): void {
    this.#map.setTarget(undefined);
    this.#map.dispose();
  }

  #style = (feature: FeatureLike, resolution: number): Style[] => {
    const day = feature.getProperties() as ZoneDay;
    const level = this.options.styleOf(day.level);
    const sizePx = resolution < 60 ? 18 : resolution < 140 ? 15 : 13;
    const styles = [this.#paint.area(level, day.forest), this.#paint.numeral(level, day.forest, sizePx)];
    if (resolution < namesBelow) styles.push(this.#paint.name(labelOf(day), level, day.forest));
    return styles;
  };

  /** A sign says what it is; elsewhere the zone is chosen. */
  #tap(pixel: number[], at: number[]): void {
    const told = this.#map.forEachFeatureAtPixel(pixel, (each) => each.get('told') as () => string, {
      hitTolerance: 8,
      layerFilter: (layer) => this.#over.includes(layer),
    });
    if (told) this.options.onTold(told());
    else this.#pick(at);
  }

  #pick(at: number[]): void {
    const [hit] = this.#zones.getFeaturesAtCoordinate(at);
    if (hit) this.options.onPick(String(hit.getId()));
  }

  #drawOutline(): void {
    this.#outline.clear(true);
    const feature = this.#chosen && this.#zones.getFeatureById(this.#chosen);
    if (feature) this.#outline.addFeature(new Feature((feature as Feature).getGeometry()));
    else this.#outline.changed();
  }

  #keepInView(): void {
    const feature = this.#chosen && (this.#zones.getFeatureById(this.#chosen) as Feature<SimpleGeometry>);
    const size = this.#map.getSize();
    if (!feature || !size || size[0] < 80 || size[1] < 80) return;
    const at = middle(feature).getCoordinates();
    const pixel = this.#map.getPixelFromCoordinate(at) as number[] | null;
    const seen = pixel && pixel.every((each, i) => each > 48 && each < size[i] - 48);
    if (!seen) this.#map.getView().animate({ center: at.slice(0, 2), duration: this.#duration() });
  }

  #duration(): number {
    return matchMedia('(prefers-reduced-motion: reduce)').matches ? 0 : 250;
  }

  async #fonts(): Promise<void> {
    const sample = 'IV Phước ạ';
    const sizes = ['600 15px "Be Vietnam Pro"', '400 12px "Be Vietnam Pro"'];
    await Promise.all(sizes.map((font) => document.fonts.load(font, sample))).catch(() => []);
    this.repaint();
  }
}

const dot = new Style({
  image: new CircleStyle({
    radius: 8,
    fill: new Fill({ color: '#0b57d0' }),
    stroke: new Stroke({ color: '#ffffff', width: 3 }),
  }),
});
