import { globSync, readFileSync } from 'node:fs';
import { type Comment, type EcmaScriptModule, type Program, parseSync } from 'oxc-parser';

/** One file to check. `path` is relative to the project, with forward slashes. SQL files have no `syntax`. */
export type SourceFile = { path: string; text: string; syntax?: { program: Program; comments: Comment[]; module: EcmaScriptModule } };

export type Finding = { path: string; line: number; reason: string };

/** A check looks at one file; `all` is there for what can only be seen between files. */
export type Check = (file: SourceFile, all: ReadonlyMap<string, SourceFile>) => Finding[];

const patterns = ['{src,simulator,web,tests,benches,scripts}/**/*.{ts,tsx}', 'migrations/*.sql', '*.ts'];
const ignored = /(^|\/)(node_modules|dist|data)\//;

export function readSources(root: string): SourceFile[] {
  return globSync(patterns, { cwd: root })
    .map((path) => path.replaceAll('\\', '/'))
    .filter((path) => !ignored.test(path))
    .sort()
    .map((path) => sourceFile(path, readFileSync(`${root}/${path}`, 'utf8')));
}

export function sourceFile(path: string, text: string): SourceFile {
  if (!/\.tsx?$/.test(path)) return { path, text };
  const { program, comments, module } = parseSync(path, text);
  return { path, text, syntax: { program, comments, module } };
}

export const finding = (file: SourceFile, offset: number, reason: string): Finding => ({
  path: file.path,
  line: file.text.slice(0, offset).split('\n').length,
  reason,
});

export const isTest = (path: string): boolean => /\.test\.tsx?$/.test(path) || path.startsWith('tests/');
