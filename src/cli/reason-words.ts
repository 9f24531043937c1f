import { readFileSync } from 'node:fs';

type Tree = { readonly [key: string]: string | Tree };
let words: Tree | undefined;

/** A reason as the web says it in English; its key where there are no words for it. */
export function reasonWords({ key, values }: { key: string; values: Readonly<Record<string, string>> }): string {
  words ??= { ...read('writes'), ...read('pages'), ...read('completeness') };
  let at: string | Tree | undefined = words;
  for (const part of key.split('.')) at = typeof at === 'object' ? at[part] : undefined;
  return typeof at === 'string' ? at.replaceAll(/\{\{(\w+)\}\}/g, (_, name: string) => values[name] ?? '') : key;
}

function read(name: string): Tree {
  const text = readFileSync(new URL(`../../web/src/locales/en/${name}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as Tree;
}
