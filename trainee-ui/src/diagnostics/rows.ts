export interface Rows {
  columns: string[];
  rows: string[][];
}

/** Rows of a reading: objects by column, or arrays, or `{columns, rows}`; null where there is no table. */
export function asRows(raw: unknown): Rows | null {
  if (Array.isArray(raw)) return raw.length === 0 ? null : fromList(raw);
  if (raw && typeof raw === 'object' && Array.isArray((raw as { rows?: unknown }).rows)) {
    const { columns, rows } = raw as { columns?: unknown; rows: unknown[] };
    const table = fromList(rows);
    return table && Array.isArray(columns) ? { columns: columns.map(String), rows: table.rows } : table;
  }
  return null;
}

function fromList(list: unknown[]): Rows | null {
  if (list.length === 0) return null;
  if (list.every((row) => Array.isArray(row))) {
    const width = Math.max(...list.map((row) => row.length));
    return { columns: Array.from({ length: width }, (_, i) => `${i + 1}`), rows: list.map((row) => row.map(cell)) };
  }
  if (list.every((row) => row !== null && typeof row === 'object')) {
    const columns = [...new Set(list.flatMap((row) => Object.keys(row as object)))];
    return { columns, rows: list.map((row) => columns.map((c) => cell((row as Record<string, unknown>)[c]))) };
  }
  return { columns: ['value'], rows: list.map((row) => [cell(row)]) };
}

function cell(value: unknown): string {
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value as string | number | boolean);
}
