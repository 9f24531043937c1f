type Present<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] } & {
  [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined>;
};

/** Without the fields that are undefined: in our types a field is there or it is not. */
export function compact<T extends object>(value: T): Present<T> {
  return Object.fromEntries(Object.entries(value).filter(([, inner]) => inner !== undefined)) as Present<T>;
}

/** Text that says something; Amazon also sends empty texts and nulls for what it does not know. */
export const said = (value: string | null | undefined): string | undefined => value?.trim() || undefined;
