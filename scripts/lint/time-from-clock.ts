import { Visitor } from 'oxc-parser';
import { type Check, type Finding, finding, isTest } from './source-file.ts';
import { textsOf } from './texts-of.ts';

const sqlTime =
  /\b(now\(\s*\)|(current_timestamp|current_date|current_time|localtimestamp|localtime)\b|(clock|statement|transaction)_timestamp\()/i;
const reason = 'time comes from the Clock that is passed in (src/kernel/clock.ts)';
const sqlReason = "the database's clock is not ours: pass the instant of the Clock as a parameter";

/** Business time has one source, so that tests, benches and the simulator can turn it. (`Date.now` is a rule of oxlint.) */
export const timeFromClock: Check = (file) => {
  if (/^migrations\/.*\.sql$/.test(file.path))
    return sqlClocks(file.text.replaceAll(/--.*/g, blank)).map((at) => finding(file, at, sqlReason));
  if (!file.syntax || !file.path.startsWith('src/') || isTest(file.path) || file.path === 'src/kernel/clock.ts') return [];
  const found: Finding[] = [];
  new Visitor({
    NewExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date' && node.arguments.length === 0)
        found.push(finding(file, node.start, `new Date() reads the machine's clock: ${reason}`));
    },
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'Date')
        found.push(finding(file, node.start, `Date() reads the machine's clock: ${reason}`));
    },
    MemberExpression: (node) => {
      if (node.object.type !== 'Identifier' || node.object.name !== 'Temporal') return;
      if (node.property.type === 'Identifier' && node.property.name === 'Now')
        found.push(finding(file, node.start, `Temporal.Now reads the machine's clock: ${reason}`));
    },
  }).visit(file.syntax.program);
  for (const text of textsOf(file)) if (sqlTime.test(text.value)) found.push(finding(file, text.start, sqlReason));
  return found;
};

const sqlClocks = (sql: string): number[] => [...sql.matchAll(new RegExp(sqlTime, 'gi'))].map((match) => match.index);
const blank = (comment: string) => ' '.repeat(comment.length);
