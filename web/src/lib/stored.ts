import { z } from 'zod';

/** Reads a value kept in this browser; what is missing or no longer fits its shape gives `undefined`. */
export function readStored<S extends z.ZodType>(key: string, shape: S): z.output<S> | undefined {
  try {
    const text = localStorage.getItem(`waybill.${key}`);
    return text === null ? undefined : shape.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A list of which one bad entry does not cost the others. */
export const eachThatFits = <S extends z.ZodType>(shape: S) =>
  z.array(z.unknown()).transform((all) =>
    all.flatMap((each): z.output<S>[] => {
      const parsed = shape.safeParse(each);
      return parsed.success ? [parsed.data] : [];
    }),
  );

/** Keeps a value in this browser; without storage (private windows) it lasts as long as the page. */
export function writeStored(key: string, value: unknown): void {
  try {
    localStorage.setItem(`waybill.${key}`, JSON.stringify(value));
  } catch {
    // Nothing to do: the choice holds until the page is closed.
  }
}
