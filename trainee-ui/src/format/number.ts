/** Numbers as an engineer reads them: three significant digits, the unit beside them. */

type Unit = 'rps' | 'ratio' | 'seconds' | 'count' | 'bytes' | 'cores' | 'ms' | 'percent' | '';

const units: ReadonlySet<string> = new Set(['rps', 'ratio', 'seconds', 'count', 'bytes', 'cores', 'ms', 'percent', '']);

function asUnit(unit: string): Unit {
  return units.has(unit) ? (unit as Unit) : '';
}

export function quantity(value: number | null | undefined, unit: string = ''): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  switch (asUnit(unit)) {
    case 'rps': return `${short(value)}/s`;
    case 'ratio': return `${short(value * 100)} %`;
    case 'percent': return `${short(value)} %`;
    case 'seconds': return millis(value * 1000);
    case 'ms': return millis(value);
    case 'bytes': return bytes(value);
    case 'cores': return `${short(value)} cores`;
    default: return short(value);
  }
}

export function short(value: number): string {
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e9) return `${trim(value / 1e9)}G`;
  if (size >= 1e6) return `${trim(value / 1e6)}M`;
  if (size >= 1e4) return `${trim(value / 1e3)}k`;
  return trim(value);
}

function trim(value: number): string {
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 0.01 ? 2 : 4;
  return String(Number(value.toFixed(digits)));
}

function millis(ms: number): string {
  const size = Math.abs(ms);
  if (size >= 60_000) return `${trim(ms / 60_000)} min`;
  if (size >= 1000) return `${trim(ms / 1000)} s`;
  return `${trim(ms)} ms`;
}

function bytes(value: number): string {
  const names = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  let scaled = value;
  let i = 0;
  while (Math.abs(scaled) >= 1024 && i < names.length - 1) {
    scaled /= 1024;
    i++;
  }
  return `${trim(scaled)} ${names[i]}`;
}

/** "1 request", "3 requests". */
export function plural(n: number, one: string, many: string = `${one}s`): string {
  return `${n.toLocaleString('en')} ${n === 1 ? one : many}`;
}
