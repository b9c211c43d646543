export type Block =
  | { kind: 'heading'; level: number; text: string }
  | { kind: 'paragraph'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'list'; ordered: boolean; items: string[] };

export interface Piece {
  kind: 'text' | 'bold' | 'emphasis' | 'code';
  text: string;
}

export function blocks(markdown: string): Block[] {
  const out: Block[] = [];
  const lines = markdown.replace(/\r/g, '').split('\n');
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i] ?? '';
    const heading = /^(#{1,6})\s+(.*)$/.exec(line);
    const item = /^\s*([-*]|\d+\.)\s+(.*)$/.exec(line);
    const last = out.at(-1);
    if (line.startsWith('```')) {
      const code: string[] = [];
      for (i++; i < lines.length && !lines[i]?.startsWith('```'); i++) code.push(lines[i] ?? '');
      out.push({ kind: 'code', text: code.join('\n') });
    } else if (heading) {
      out.push({ kind: 'heading', level: heading[1]?.length ?? 1, text: heading[2] ?? '' });
    } else if (item) {
      const ordered = /\d/.test(item[1] ?? '');
      if (last?.kind === 'list' && last.ordered === ordered && lines[i - 1]?.trim() !== '') last.items.push(boxed(item[2] ?? ''));
      else out.push({ kind: 'list', ordered, items: [boxed(item[2] ?? '')] });
    } else if (line.trim() !== '') {
      const goesOn = lines[i - 1] !== undefined && lines[i - 1]?.trim() !== '';
      if (goesOn && last?.kind === 'paragraph') last.text += ` ${line.trim()}`;
      else if (goesOn && last?.kind === 'list') last.items[last.items.length - 1] += ` ${line.trim()}`;
      else out.push({ kind: 'paragraph', text: line.trim() });
    }
  }
  return out;
}

/** A box to tick, as it would be printed. */
function boxed(item: string): string {
  return item.replace(/^\[ \] /, '☐ ').replace(/^\[x\] /i, '☑ ');
}

export function pieces(text: string): Piece[] {
  const marks = /`([^`]+)`|\*\*([^*]+)\*\*|\*([^*\s][^*]*)\*|\b_([^_]+)_\b/g;
  const out: Piece[] = [];
  let at = 0;
  for (const found of text.matchAll(marks)) {
    if (found.index > at) out.push({ kind: 'text', text: text.slice(at, found.index) });
    const [all, code, bold, star, line] = found;
    out.push(code ? { kind: 'code', text: code } : bold ? { kind: 'bold', text: bold } : { kind: 'emphasis', text: star ?? line ?? '' });
    at = found.index + all.length;
  }
  if (at < text.length) out.push({ kind: 'text', text: text.slice(at) });
  return out;
}
