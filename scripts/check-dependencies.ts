import { readFileSync } from 'node:fs';
import { licenceProblems, pinProblems } from './dependencies.ts';
import { root } from './run.ts';

/** `npm run licences`: every dependency is pinned exactly and permissively licensed. Prints what is not. */
const json = (path: string): unknown => JSON.parse(readFileSync(`${root}${path}`, 'utf8'));
const problems = [...pinProblems(json('package.json')), ...licenceProblems(json('package-lock.json'), json)];
for (const problem of problems) console.log(problem);
console.log(`${problems.length} problems with dependencies`);
process.exitCode = problems.length === 0 ? 0 : 1;
