type Given<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Fields that are not given rather than given as undefined. */
export const dropUndefined = <T extends object>(value: T): Given<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Given<T>;
