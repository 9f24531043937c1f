// Runs a TypeScript program with the Node that npm installed beside it. Plain JavaScript, so that an old Node can say
// what is missing instead of failing on the first line of TypeScript.
import * as module from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const needed = 24;
const [major = 0] = process.versions.node.split('.').map(Number);
if (major < needed) {
  console.error(
    `Waybill needs Node ${needed} or newer; this is ${process.version}.\n` +
      'npm ci brings it along on Linux (x64, arm64) and Windows (x64), unless optional packages are left out (--omit=optional).\n' +
      'On another machine install Node from https://nodejs.org and try again.',
  );
  process.exit(1);
}
// Compiled code is kept beside the packages, for this process and those it starts: the second start takes half as long.
const cache = path.join(import.meta.dirname, '../node_modules/.cache/compiled');
module.enableCompileCache(cache);
process.env.NODE_COMPILE_CACHE ??= cache;

const program = path.resolve(process.argv[2] ?? '');
process.argv.splice(1, 2, program);
await import(pathToFileURL(program).href);
