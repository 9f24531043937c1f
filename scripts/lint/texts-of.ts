import { Visitor } from 'oxc-parser';
import type { SourceFile } from './source-file.ts';

export type Text = { value: string; start: number };

/** Every string and every template of a file; a template's holes are read as `1`: `$${n}` is a counted parameter. */
export function textsOf(file: SourceFile): Text[] {
  const texts: Text[] = [];
  if (!file.syntax) return texts;
  new Visitor({
    Literal: (node) => {
      if (typeof node.value === 'string') texts.push({ value: node.value, start: node.start });
    },
    TemplateLiteral: (node) => {
      texts.push({ value: node.quasis.map((part) => part.value.cooked ?? part.value.raw).join('1'), start: node.start });
    },
  }).visit(file.syntax.program);
  return texts;
}
