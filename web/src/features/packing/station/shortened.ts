/** What was scanned may be long: its beginning tells which it was. Sentences stay as they are. */
export const shortened = (text: string): string => (text.length > 60 && !/\s/.test(text) ? `${text.slice(0, 40)}…` : text);

export const shortenedAll = (values: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, shortened(value)]));
