// The drawing of the index: class bands, line, rain, today.
import uPlot from 'uplot';
import type { Band, Lang, LevelStyle } from '../api';
import { dayOf, seconds } from '../day';
import { number, shortDate } from '../format';
import { paler } from '../level';
import { topOf, type Columns } from './columns';

export interface Drawing {
  columns: Columns;
  bands: Band[];
  styleOf: (level: Band['level']) => LevelStyle;
  today: string | null;
  todayWord: string;
  day: string | null;
  lang: Lang;
  width: number;
  onPoint: (i: number | null) => void;
}

export const chartHeight = 230;
const ink = '#16241d';
const soft = '#4a574f';
const rainColor = '#1f6f9c';
const font = '12px "Be Vietnam Pro", system-ui, sans-serif';
const bold = '600 ' + font;
const dayWidth = 60; // pixels that a date on the axis needs

export function options(drawing: Drawing): uPlot.Options {
  const { columns, bands, lang } = drawing;
  const top = topOf(
    columns,
    bands.map((band) => band.to).sort((a, b) => (a ?? Infinity) - (b ?? Infinity)),
  );
  const wettest = Math.max(0, ...columns.rain.filter((mm) => mm !== null));
  return {
    width: drawing.width,
    height: chartHeight,
    legend: { show: false },
    cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
    scales: {
      x: { time: false, range: (_, from, to) => [from - 43_200, to + 43_200] },
      y: { range: [0, top] },
      mm: { range: [0, Math.max(20, wettest * 3)] },
    },
    axes: [
      { font, stroke: soft, grid: { show: false }, ticks: { size: 4 }, size: 28, ...dayAxis(drawing) },
      {
        font,
        stroke: soft,
        grid: { show: false },
        ticks: { show: false },
        size: axisWidth,
        values: (_, splits) => splits.map((value) => number(value, 0, lang)),
      },
    ],
    series: [
      {},
      {
        scale: 'mm',
        paths: uPlot.paths.bars!({ size: [0.6, 14, 2] }),
        fill: rainColor,
        points: { show: false },
      },
      line({}),
      line({ dash: [5, 4] }),
      edge,
      edge,
    ],
    hooks: {
      drawClear: [(plot) => drawBands(plot, drawing)],
      draw: [(plot) => drawMarks(plot, drawing)],
      setCursor: [(plot) => drawing.onPoint(plot.cursor.idx ?? null)],
    },
  };
}

export const data = ({ x, rain, past, ahead, low, high }: Columns): uPlot.AlignedData => [
  x,
  rain,
  past,
  ahead,
  low,
  high,
];

const line = (more: Partial<uPlot.Series>): uPlot.Series => ({
  scale: 'y',
  stroke: ink,
  width: 2.25,
  spanGaps: false,
  points: { size: 4, fill: ink, space: 0 },
  ...more,
});

/** The edge of where 8 members out of 10 lie. */
const edge: uPlot.Series = {
  scale: 'y',
  stroke: soft,
  width: 1,
  dash: [2, 3],
  spanGaps: false,
  points: { show: false },
};

/** Room for the longest number of the axis: 150.000 is not to read 50.000. */
function axisWidth(plot: uPlot, values: string[] | null): number {
  plot.ctx.font = scaled(font);
  const widest = Math.max(0, ...(values ?? []).map((text) => plot.ctx.measureText(text).width));
  return Math.max(52, Math.ceil(widest / devicePixelRatio) + 14);
}

function dayAxis({ columns, lang, width }: Drawing): Partial<uPlot.Axis> {
  const step = Math.max(1, Math.ceil((columns.x.length * dayWidth) / Math.max(width - 60, dayWidth)));
  const last = columns.x.length - 1;
  const splits = columns.x.filter((_, i) => (last - i) % step === 0);
  return { splits: () => splits, values: (_, at) => at.map((each) => shortDate(dayOf(each), lang)) };
}

function drawBands(plot: uPlot, { bands, styleOf }: Drawing): void {
  const { ctx, bbox } = plot;
  const max = plot.scales.y.max ?? 0;
  ctx.save();
  ctx.font = scaled(bold);
  ctx.textBaseline = 'bottom';
  for (const { level, over, to } of bands) {
    const [low, high] = [Math.max(over ?? 0, 0), Math.min(to ?? max, max)];
    if (low >= high) continue;
    const [y0, y1] = [plot.valToPos(low, 'y', true), plot.valToPos(high, 'y', true)];
    const style = styleOf(level);
    ctx.fillStyle = paler(style.color, 0.62);
    ctx.fillRect(bbox.left, y1, bbox.width, y0 - y1);
    ctx.fillStyle = ink;
    const room = y0 - y1 > 15 * devicePixelRatio;
    if (room) ctx.fillText(style.roman, bbox.left + 5 * devicePixelRatio, y0 - devicePixelRatio);
  }
  ctx.restore();
}

function drawMarks(plot: uPlot, { today, todayWord, day }: Drawing): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.strokeStyle = ctx.fillStyle = ink;
  ctx.lineWidth = devicePixelRatio;
  if (today && within(plot, today)) {
    const x = upright(plot, today);
    ctx.font = scaled(bold);
    ctx.textBaseline = 'top';
    ctx.textAlign = x > bbox.left + bbox.width / 2 ? 'right' : 'left';
    ctx.fillText(todayWord, x + (ctx.textAlign === 'right' ? -5 : 5) * devicePixelRatio, bbox.top + 4);
  }
  if (day && day !== today && within(plot, day)) {
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    upright(plot, day);
  }
  ctx.restore();
}

const within = (plot: uPlot, day: string) =>
  seconds(day) >= plot.scales.x.min! && seconds(day) <= plot.scales.x.max!;

function upright({ ctx, bbox, valToPos }: uPlot, day: string): number {
  const x = Math.round(valToPos(seconds(day), 'x', true));
  ctx.beginPath();
  ctx.moveTo(x, bbox.top);
  ctx.lineTo(x, bbox.top + bbox.height);
  ctx.stroke();
  return x;
}

const scaled = (css: string) => css.replace(/(\d+)px/, (_, px) => `${px * devicePixelRatio}px`);

export { uPlot };
