import { type Check, finding, isTest } from './source-file.ts';
import { textsOf } from './texts-of.ts';

/** Where SQL may stand: the three files of a module that speak to the database, and the platform beneath them. */
const home = /^src\/(platform\/.*|modules\/[^/]+\/([a-z0-9-]+-)?(store|views|questions))\.ts$/;

// SQL is written in capitals here, or all in small letters; "Select an order from the list" is neither.
const statement =
  /^\s*(SELECT\s[^]*\sFROM\s|SELECT\s+[\w.]+\(|INSERT\s+INTO\s|UPDATE\s+\S+\s+([\w]+\s+)?SET\s|DELETE\s+FROM\s|MERGE\s+INTO\s|WITH\s+(RECURSIVE\s+)?\w+[^]*?\sAS\s+(NOT\s+)?(MATERIALIZED\s+)?\(|COPY\s+\S+\s+(FROM|TO)\s|TRUNCATE\s|LOCK\s+TABLE\s|(CREATE|ALTER|DROP)\s+(TABLE|INDEX|FUNCTION|VIEW|SCHEMA|ROLE|SEQUENCE)\s|SET\s+LOCAL\s)/;
const fragment = /((=|<>|<|>|\sLIKE|\sIN|\sANY|\sALL)\s*\(?\s*|@>\s*)\$\d|\sAS "\w+"/;
const clause = /^\s*(AND|OR|WHERE|ORDER\s+BY|GROUP\s+BY|HAVING|LEFT\s+JOIN|JOIN|LIMIT|RETURNING|ON\s+CONFLICT)\s+\S/;

function isSql(text: string): boolean {
  const capitals = /^\s*[a-z]/.test(text) ? text.toUpperCase() : text;
  return statement.test(capitals) || (clause.test(text) && /[=<>.$]|\s(ASC|DESC)\b/.test(text)) || fragment.test(text);
}

/** SQL stays visible: a reader of a module finds all of it in store.ts, views.ts and questions.ts. */
export const sqlInItsPlace: Check = (file) => {
  if (!file.path.startsWith('src/') || isTest(file.path) || home.test(file.path)) return [];
  return textsOf(file)
    .filter(({ value }) => isSql(value))
    .map(({ start }) => finding(file, start, 'SQL stands only in store.ts, views.ts and questions.ts of a module, and in src/platform'));
};
