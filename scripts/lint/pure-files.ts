import { posix } from 'node:path';
import { type Check, finding, type SourceFile } from './source-file.ts';

const pure = /^src\/modules\/[^/]+\/(([a-z0-9-]+-)?(rules|states)|contract|ports|facts)\.ts$/;
const touchesDatabase = /^src\/modules\/[^/]+\/(([a-z0-9-]+-)?(store|views|questions|routes|work)|index)\.ts$/;
const packages = new Set(['zod', 'temporal-polyfill']);

/**
 * Rules, states and contracts are functions and shapes of plain data, all the way down: whatever they import (types
 * aside) must be as pure. oxlint sees only the first step; this follows the rest.
 */
export const pureFiles: Check = (file, all) => {
  if (!pure.test(file.path)) return [];
  return importsOf(file).flatMap(({ target, start }) => {
    const chain = impurity(target, all, new Set([file.path]));
    return chain ? [finding(file, start, `pure file: it must not reach ${chain.join(' → ')}`)] : [];
  });
};

/** The way from `target` to something impure, or undefined. */
function impurity(target: string, all: ReadonlyMap<string, SourceFile>, seen: Set<string>): string[] | undefined {
  if (seen.has(target)) return undefined;
  seen.add(target);
  if (packages.has(target)) return undefined;
  if (touchesDatabase.test(target) || !/^src\/(kernel|modules)\//.test(target)) return [target];
  const file = all.get(target);
  for (const next of file ? importsOf(file) : []) {
    const chain = impurity(next.target, all, seen);
    if (chain) return [target, ...chain];
  }
  return undefined;
}

/** What a file imports when it runs: project paths, or the names of packages. */
function importsOf(file: SourceFile): { target: string; start: number }[] {
  const module = file.syntax?.module;
  if (!module) return [];
  const imported = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some((entry) => !entry.isType))
    .map(({ moduleRequest, start }) => ({ specifier: moduleRequest.value, start }));
  const passedOn = module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap((entry) => (entry.moduleRequest && !entry.isType ? [{ specifier: entry.moduleRequest.value, start }] : [])),
  );
  return [...imported, ...passedOn].map(({ specifier, start }) => ({ target: resolve(file.path, specifier), start }));
}

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  return specifier.startsWith('#src/') ? specifier.slice(1) : specifier;
}
