/** A time as reports write it: whole seconds with an offset in numbers. */
export const dateCell = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, '+00:00');
