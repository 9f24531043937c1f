import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { secretsIn } from './secrets.ts';

/** Looks for secrets in everything that git would carry: what is committed and what is about to be. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], {
  encoding: 'utf8',
  maxBuffer: 64 * 1024 * 1024,
})
  .split('\0')
  .filter((file) => file !== '');
const largest = 5 * 1024 * 1024;

const found = files.flatMap((file) => {
  const state = statSync(file, { throwIfNoEntry: false });
  if (!state?.isFile() || state.size > largest) return [];
  return secretsIn(file, readFileSync(file, 'utf8'));
});
for (const { file, line, what } of found)
  console.log(`${file}:${line}: ${what}. Take it out and make a new one: what was committed once is known`);
if (found.length === 0) console.log(`${files.length} files hold no secret.`);
process.exitCode = found.length === 0 ? 0 : 1;
