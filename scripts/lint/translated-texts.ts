import { type Expression, type JSXElement, Visitor } from 'oxc-parser';
import { type Check, type Finding, finding, isTest } from './source-file.ts';

const spoken = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);
/** Keys and code are the same in every language; so are the names Waybill and Amazon. */
const untranslated = new Set(['code', 'kbd', 'style']);
const isSpoken = (text: string) => /\p{L}/u.test(text.replaceAll(/Waybill|Amazon/g, ''));
const reason = (text: string) => `"${text.trim().slice(0, 30)}" goes through i18next: t('…') and a line in each language file`;

/** No text that a person reads stands in a component: another language could not replace it. */
export const translatedTexts: Check = (file) => {
  if (!file.syntax || !file.path.startsWith('web/src/') || !file.path.endsWith('.tsx') || isTest(file.path)) return [];
  const found: Finding[] = [];
  const refuse = (text: string | undefined, start: number) => {
    if (text !== undefined && isSpoken(text)) found.push(finding(file, start, reason(text)));
  };
  new Visitor({
    JSXElement: (node) => {
      if (untranslated.has(nameOf(node))) return;
      for (const child of node.children) {
        if (child.type === 'JSXText') refuse(child.value, firstLetter(child.value, child.start));
        if (child.type === 'JSXExpressionContainer' && child.expression.type !== 'JSXEmptyExpression')
          for (const text of literals(child.expression)) refuse(text.value, text.start);
      }
    },
    JSXFragment: (node) => {
      for (const child of node.children) if (child.type === 'JSXText') refuse(child.value, firstLetter(child.value, child.start));
    },
    JSXAttribute: (node) => {
      if (node.name.type !== 'JSXIdentifier' || !spoken.has(node.name.name) || !node.value) return;
      if (node.value.type === 'Literal') refuse(String(node.value.value), node.start);
      if (node.value.type === 'JSXExpressionContainer' && node.value.expression.type !== 'JSXEmptyExpression')
        for (const text of literals(node.value.expression)) refuse(text.value, text.start);
    },
  }).visit(file.syntax.program);
  return found;
};

const nameOf = ({ openingElement: { name } }: JSXElement) => (name.type === 'JSXIdentifier' ? name.name.toLowerCase() : '');
const firstLetter = (text: string, start: number) => start + Math.max(0, text.search(/\S/));

/** The texts an expression may show by itself: `'a'`, `x ? 'a' : 'b'`, `x && 'a'`, `x ?? 'a'`, `a${b}`. */
function literals(node: Expression): { value: string; start: number }[] {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? [{ value: node.value, start: node.start }] : [];
    case 'TemplateLiteral':
      return [{ value: node.quasis.map((part) => part.value.raw).join(''), start: node.start }];
    case 'ConditionalExpression':
      return [...literals(node.consequent), ...literals(node.alternate)];
    case 'LogicalExpression':
      return literals(node.right);
    case 'ParenthesizedExpression':
      return literals(node.expression);
    default:
      return [];
  }
}
