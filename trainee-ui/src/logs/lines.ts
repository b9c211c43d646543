import type { LogLine } from '../api/telemetry';

/** A line, with how many like it were folded into it. */
export interface Folded {
  line: LogLine;
  times: number;
}

/** Numbers, ids and quoted words replaced, so that lines that differ only there are alike. */
export function pattern(message: string): string {
  return message
    .replace(/"[^"]*"/g, '"…"')
    .replace(/\b[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{12,}\b/gi, '#')
    .replace(/\d+(\.\d+)?/g, '#');
}

/** Lines of one service, level and pattern folded into the latest of them, in order of that one. */
export function folded(lines: LogLine[]): Folded[] {
  const groups = new Map<string, Folded>();
  for (const line of lines) {
    const key = `${line.service} ${line.level} ${pattern(line.message)}`;
    const group = groups.get(key);
    if (group) group.times++;
    else groups.set(key, { line, times: 1 });
  }
  return [...groups.values()];
}
