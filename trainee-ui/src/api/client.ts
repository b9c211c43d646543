import type { z } from 'zod';

/** A refusal in the server's words (RFC 9457), or in ours when it could not be asked or understood. */
export class Problem extends Error {
  readonly status: number;
  readonly title: string;
  readonly field: string | null;
  readonly position: number | null;

  constructor(status: number, title: string, detail: string, field: string | null = null, position: number | null = null) {
    super(detail || title);
    this.status = status;
    this.title = title;
    this.field = field;
    this.position = position;
  }
}

const BASE = '/api/v1';

type Params = Record<string, string | number | boolean | null | undefined>;

export function address(path: string, params: Params = {}): string {
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(params)) {
    if (value !== null && value !== undefined && value !== '') search.set(key, String(value));
  }
  const query = search.toString();
  return `${BASE}${path}${query ? `?${query}` : ''}`;
}

export async function get<T extends z.ZodType>(schema: T, path: string, params?: Params, signal?: AbortSignal) {
  return parse(schema, path, await ask(address(path, params), { signal: signal ?? null }));
}

export async function post<T extends z.ZodType>(schema: T, path: string, body: unknown) {
  const answer = await ask(address(path), {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', 'Idempotency-Key': uuid() },
    body: JSON.stringify(body),
  });
  return parse(schema, path, answer);
}

function parse<T extends z.ZodType>(schema: T, path: string, answer: unknown): z.infer<T> {
  const parsed = schema.safeParse(answer);
  if (parsed.success) return parsed.data;
  const first = parsed.error.issues[0];
  const where = first ? `${first.path.join('.') || 'body'}: ${first.message}` : 'unreadable';
  throw new Problem(0, 'Unexpected answer', `${path} answered something this client does not understand (${where}).`);
}

async function ask(url: string, init: RequestInit): Promise<unknown> {
  let response: Response;
  try {
    response = await fetch(url, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new Problem(0, 'No connection', 'The server does not answer. Is it still running?');
  }
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok) throw problem(response.status, body);
  return body;
}

function problem(status: number, body: unknown): Problem {
  const said = (body ?? {}) as { title?: unknown; detail?: unknown; field?: unknown; position?: unknown };
  const title = typeof said.title === 'string' ? said.title : `Refused (${status})`;
  return new Problem(
    status,
    title,
    typeof said.detail === 'string' ? said.detail : '',
    typeof said.field === 'string' ? said.field : null,
    typeof said.position === 'number' ? said.position : null,
  );
}

/** A random UUID, also where the page is not a secure context and `crypto.randomUUID` is missing. */
function uuid(): string {
  if (typeof crypto.randomUUID === 'function') return crypto.randomUUID();
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  const hex = [...b].map((x) => x.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
