import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../web/src/locales/en/', import.meta.url);

type Tree = { readonly [key: string]: string | Tree };
let words: Tree | undefined;

/** A reason as the web says it in English; its key where there are no words for it. */
export function reasonWords({ key, values }: { key: string; values: Readonly<Record<string, string>> }): string {
  words ??= Object.assign(
    {},
    ...readdirSync(folder)
      .filter((file) => file.endsWith('.json'))
      .map(read),
  ) as Tree;
  let at: string | Tree | undefined = words;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  return typeof at === 'string' ? at.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '') : key;
}

const read = (file: string): Tree => JSON.parse(readFileSync(new URL(file, folder), 'utf8')) as Tree;
