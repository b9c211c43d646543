interface Props {
  /** Parts of the wholes beside them, oldest first. */
  parts: number[];
  wholes: number[];
  /** For how many there is room; the latest stands at the right. */
  room: number;
  /** What it shows, in words. */
  label: string;
}

const HEIGHT = 26;
const BAR = 4;

/** A line of small bars, each with the part of it that matters at its foot. */
export function Spark({ parts, wholes, room, label }: Props) {
  const before = Math.max(0, room - wholes.length);
  const most = Math.max(1, ...wholes);
  return (
    <svg className="spark" role="img" aria-label={label} viewBox={`0 0 ${(before + wholes.length) * BAR} ${HEIGHT}`} preserveAspectRatio="none" height={HEIGHT}>
      {wholes.map((whole, i) => {
        const [h, part] = [(whole / most) * HEIGHT, (Math.min(whole, parts[i] ?? 0) / most) * HEIGHT];
        return (
          // A bar has no other identity than its place.
          // oxlint-disable-next-line react/no-array-index-key
          <g key={i}>
            <rect className="whole" x={(before + i) * BAR} width={BAR - 1} y={HEIGHT - h} height={h} />
            <rect className="part" x={(before + i) * BAR} width={BAR - 1} y={HEIGHT - part} height={part} />
          </g>
        );
      })}
    </svg>
  );
}
