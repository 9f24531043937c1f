import { nothingUnfinished } from './nothing-unfinished.ts';
import { pureFiles } from './pure-files.ts';
import type { Finding, SourceFile } from './source-file.ts';
import { sqlInItsPlace } from './sql-in-its-place.ts';
import { timeFromClock } from './time-from-clock.ts';
import { translatedTexts } from './translated-texts.ts';

const checks = [sqlInItsPlace, timeFromClock, pureFiles, translatedTexts, nothingUnfinished];

/** What the general linter cannot know about this project, over all files, in the order of the files. */
export function checkSources(files: readonly SourceFile[]): Finding[] {
  const all = new Map(files.map((file) => [file.path, file]));
  return files.flatMap((file) => checks.flatMap((check) => check(file, all)).sort((a, b) => a.line - b.line));
}
