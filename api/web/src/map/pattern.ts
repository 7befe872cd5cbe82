// Hatches, so that no difference on the map is told by colour alone.

export type Hatch = 'noForest' | 'unknown';
export type Pattern = (hatch: Hatch, base: string, line: string) => CanvasPattern | string;

const tile = 10; // CSS pixels

function diagonal(draw: CanvasRenderingContext2D, side: number): void {
  for (const shift of [-side, 0, side]) {
    draw.moveTo(shift, side);
    draw.lineTo(shift + side, 0);
  }
}

/** A hatch on an opaque base; the plain base where there is no canvas. */
export const canvasPattern: Pattern = (hatch, base, line) => {
  const ratio = window.devicePixelRatio || 1;
  const canvas = document.createElement('canvas');
  const side = (canvas.width = canvas.height = Math.round(tile * ratio));
  const draw = canvas.getContext('2d');
  if (!draw) return base;
  draw.fillStyle = base;
  draw.fillRect(0, 0, side, side);
  draw.strokeStyle = line;
  draw.lineWidth = ratio * (hatch === 'noForest' ? 1.5 : 1);
  draw.beginPath();
  diagonal(draw, side);
  if (hatch === 'unknown') {
    draw.translate(side, 0);
    draw.scale(-1, 1);
    diagonal(draw, side);
  }
  draw.stroke();
  return draw.createPattern(canvas, 'repeat') ?? base;
};
