import { checkSources } from './lint/checks.ts';
import { readSources } from './lint/source-file.ts';
import { root } from './run.ts';

/** `node scripts/lint-project.ts`: prints each finding as `file:line: reason` and fails if there is one. */
const files = readSources(root);
const findings = checkSources(files);
for (const { path, line, reason } of findings) console.log(`${path}:${line}: ${reason}`);
console.log(`${findings.length} findings in ${files.length} files`);
process.exitCode = findings.length === 0 ? 0 : 1;
