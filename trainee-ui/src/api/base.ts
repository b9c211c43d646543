import { z } from 'zod';

/** Building blocks of the schemas: the server may leave a field out or send null; inside it is one thing. */

export const text = z.string().nullish().transform((v) => v ?? '');
export const maybeText = z.string().nullish().transform((v) => v ?? null);
export const num = z.number().nullish().transform((v) => v ?? 0);
export const maybeNum = z.number().nullish().transform((v) => v ?? null);
export const bool = z.boolean().nullish().transform((v) => v ?? false);

export function list<T extends z.ZodType>(item: T) {
  return z.array(item).nullish().transform((v) => v ?? []);
}

export function maybe<T extends z.ZodType>(item: T) {
  return item.nullish().transform((v) => v ?? null);
}

export function byName<T extends z.ZodType>(item: T) {
  return z.record(z.string(), item).nullish().transform((v) => v ?? {});
}
