import type uPlot from 'uplot';
import { quantity } from '../format/number';
import { clock, hourMinute } from '../format/time';
import type { ChartMark } from './series';
import { token } from './theme';

const SERIES_COLOURS = 8;
const FILL_AT_MOST = 2;

interface Plot {
  labels: string[];
  unit: string;
  width: number;
  height: number;
  marks: () => ChartMark[];
  onSelect: (from: number, to: number) => void;
  onCursor: (u: uPlot, own: boolean) => void;
}

/** uPlot's options for one panel; colours are read when drawing, so that a theme change needs only a redraw. */
export function plotOptions(p: Plot): uPlot.Options {
  const axis = { stroke: () => token('--text-3'), font: '11px ui-sans-serif, system-ui, sans-serif', ticks: { show: false } };
  const grid = { stroke: () => token('--line'), width: 1 };
  return {
    width: p.width,
    height: p.height,
    padding: [12, 8, 0, 0],
    legend: { show: false },
    cursor: {
      points: { size: 6 },
      y: false,
      drag: { x: true, y: false, setScale: false },
      sync: { key: 'time', setSeries: false },
    },
    scales: { x: { time: false, auto: false }, y: { range: (_u, _min, max) => [0, Number.isFinite(max) && max > 0 ? max * 1.1 : 1] } },
    axes: [
      { ...axis, grid: { show: false }, size: 22, gap: 4, space: 64, incrs: [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600], values: (_u, splits) => splits.map((s) => (s % 60 === 0 ? hourMinute(s * 1000) : clock(s * 1000))) },
      { ...axis, grid, size: 58, gap: 6, space: 34, values: (_u, splits) => splits.map((s) => quantity(s, p.unit)) },
    ],
    series: [
      {},
      ...p.labels.map((label, i) => ({
        label,
        width: 1.5,
        stroke: () => token(`--series-${i % SERIES_COLOURS}`),
        ...(p.labels.length <= FILL_AT_MOST ? { fill: () => `${token(`--series-${i % SERIES_COLOURS}`)}18` } : {}),
        dash: i >= SERIES_COLOURS ? [4, 3] : [],
        points: { show: false },
        spanGaps: false,
      })),
    ],
    hooks: {
      setCursor: [(u) => p.onCursor(u, u.over.matches(':hover'))],
      setSelect: [
        (u) => {
          if (u.select.width < 8) return;
          p.onSelect(u.posToVal(u.select.left, 'x'), u.posToVal(u.select.left + u.select.width, 'x'));
          u.setSelect({ left: 0, top: 0, width: 0, height: 0 }, false);
        },
      ],
      draw: [(u) => drawMarks(u, p.marks())],
    },
  };
}

/** A dashed line per mark, and a sign above it: ▲ change, ● alert, ⚑ yours. */
function drawMarks(u: uPlot, marks: ChartMark[]) {
  const { ctx, bbox } = u;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, 0, bbox.width, bbox.top + bbox.height);
  ctx.clip();
  for (const mark of marks) {
    const x = Math.round(u.valToPos(mark.at, 'x', true)) + 0.5;
    if (x < bbox.left || x > bbox.left + bbox.width) continue;
    ctx.strokeStyle = ctx.fillStyle = token(mark.kind === 'alert' ? '--bad' : mark.kind === 'you' ? '--accent' : '--mark');
    ctx.lineWidth = devicePixelRatio;
    ctx.setLineDash([3 * devicePixelRatio, 3 * devicePixelRatio]);
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    ctx.font = `${10 * devicePixelRatio}px system-ui`;
    ctx.textAlign = 'center';
    ctx.fillText(mark.kind === 'alert' ? '●' : mark.kind === 'you' ? '⚑' : '▲', x, bbox.top - 2 * devicePixelRatio);
  }
  ctx.restore();
}
