import { type Expression, Visitor } from 'oxc-parser';
import { type Check, type Finding, finding } from './source-file.ts';

const mark = /\b(TODO|FIXME|XXX|HACK)\b/;
const suppression = /^\s*(@ts-(ignore|expect-error|nocheck)|(oxlint|eslint)-disable|biome-ignore)/;

/** Marks of unfinished work, silenced checks, and tests that are there but do not run. */
export const nothingUnfinished: Check = (file) => {
  const found: Finding[] = [];
  if (!file.syntax) {
    for (const match of file.text.matchAll(/--.*/g)) if (mark.test(match[0])) found.push(finding(file, match.index, unfinished));
    return found;
  }
  for (const { value, start } of file.syntax.comments) {
    if (mark.test(value)) found.push(finding(file, start, unfinished));
    if (suppression.test(value)) found.push(finding(file, start, 'mend what the check says, or change the rule for everybody'));
  }
  new Visitor({
    CallExpression: (node) => {
      const called = skippingCall(node.callee);
      if (called)
        found.push(finding(file, node.start, `${called}: a test that does not run proves nothing. Declare it only where it can run`));
    },
  }).visit(file.syntax.program);
  return found;
};

const unfinished = 'finish it, or write an issue: the code says what is, not what should be';
const ways = new Set(['skip', 'only', 'todo', 'skipIf', 'runIf', 'fails']);
const runners = new Set(['test', 'it', 'describe', 'suite', 'bench']);

/** `test.skip`, `describe.runIf` and the like, also further along: `test.concurrent.skip`. */
function skippingCall(node: Expression): string | undefined {
  if (node.type !== 'MemberExpression' || node.property.type !== 'Identifier') return undefined;
  const { object, property } = node;
  if (object.type === 'Identifier')
    return runners.has(object.name) && ways.has(property.name) ? `${object.name}.${property.name}` : undefined;
  return ways.has(property.name) && startsAtRunner(object) ? `….${property.name}` : skippingCall(object);
}

function startsAtRunner(node: Expression): boolean {
  return node.type === 'Identifier' ? runners.has(node.name) : node.type === 'MemberExpression' && startsAtRunner(node.object);
}
