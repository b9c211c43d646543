import { z } from 'zod';

/** The personal runbook: what one means to do next time, one line for each drill. It is kept in this browser only. */

const lineSchema = z.object({ drill: z.string(), title: z.string(), text: z.string() });
export type RunbookLine = z.infer<typeof lineSchema>;

/** What is stored, as far as it can be read: something else under our name is no reason to fail. */
export function linesOf(stored: string | null): RunbookLine[] {
  if (stored === null) return [];
  try {
    return z.array(lineSchema).parse(JSON.parse(stored));
  } catch {
    return [];
  }
}

/** With a drill's line, which takes the place of an earlier one of that drill. */
export function kept(lines: RunbookLine[], line: RunbookLine): RunbookLine[] {
  return [...lines.filter((l) => l.drill !== line.drill), line];
}

export function asMarkdown(lines: RunbookLine[]): string {
  return ['# My runbook', '', ...lines.map((l) => `- **${l.title}**: next time I will ${l.text}`), ''].join('\n');
}
