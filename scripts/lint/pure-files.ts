import { posix } from 'node:path';
import { type Check, finding, type SourceFile } from './source-file.ts';

const pure = /^src\/modules\/[^/]+\/(([a-z0-9-]+-)?(rules|states)|contract|ports|facts)\.ts$/;
/** The web loads contracts whole, so for them a door is not only what is taken from it. */
const contract = /\/contract\.ts$/;
const door = /^src\/modules\/[^/]+\/(index|questions)\.ts$/;
const touchesDatabase = /^src\/modules\/[^/]+\/(([a-z0-9-]+-)?(store|views|questions|routes|work)|index)\.ts$/;
const packages = new Set(['zod', 'temporal-polyfill']);

/** What a file takes from another when it runs: the other's path or package, and the names; no names means all of it. */
type Taken = { target: string; names: string[]; start: number };

/**
 * Rules, states and contracts are functions and shapes of plain data, all the way down: whatever they import (types
 * aside) must be as pure. oxlint sees only the first step; this follows the rest.
 */
export const pureFiles: Check = (file, all) => {
  if (!pure.test(file.path)) return [];
  const throughDoors = !contract.test(file.path);
  return takenBy(file).flatMap((taken) => {
    const chain = impurity(taken, all, throughDoors, new Set([file.path]));
    return chain ? [finding(file, taken.start, `pure file: it must not reach ${chain.join(' → ')}`)] : [];
  });
};

/** The way from `taken` to something impure, or undefined. */
function impurity(taken: Taken, all: ReadonlyMap<string, SourceFile>, throughDoors: boolean, seen: Set<string>): string[] | undefined {
  const { target, names } = taken;
  const file = all.get(target);
  const passed = throughDoors && door.test(target) && file ? passedOn(file, names) : undefined;
  const key = passed ? `${target} ${names.join()}` : target;
  if (packages.has(target) || seen.has(key)) return undefined;
  seen.add(key);
  if (!passed && (touchesDatabase.test(target) || !/^src\/(kernel|modules)\//.test(target))) return [target];
  for (const next of passed ?? (file ? takenBy(file) : [])) {
    const chain = impurity(next, all, throughDoors, seen);
    if (chain) return [target, ...chain];
  }
  return undefined;
}

/** Where a door has these names from; undefined when it defines one of them itself, or all of it is taken. */
function passedOn(file: SourceFile, names: string[]): Taken[] | undefined {
  const entries = (file.syntax?.module.staticExports ?? []).flatMap(({ entries }) => entries);
  const found = names.map((name) => entries.find(({ exportName, moduleRequest }) => moduleRequest && exportName.name === name));
  if (names.length === 0 || found.includes(undefined)) return undefined;
  return found.flatMap((entry) =>
    entry?.moduleRequest
      ? [{ target: resolve(file.path, entry.moduleRequest.value), names: named(entry.importName.name), start: entry.start }]
      : [],
  );
}

function takenBy(file: SourceFile): Taken[] {
  const module = file.syntax?.module;
  if (!module) return [];
  const imported = module.staticImports
    .filter(({ entries }) => entries.length === 0 || entries.some((entry) => !entry.isType))
    .map(({ moduleRequest, entries, start }) => {
      const names = entries.filter((entry) => !entry.isType).map((entry) => entry.importName.name);
      return { from: moduleRequest.value, names: names.every((name) => name !== null) ? names : [], start };
    });
  const reExported = module.staticExports.flatMap(({ entries, start }) =>
    entries.flatMap(({ moduleRequest, importName, isType }) =>
      moduleRequest && !isType ? [{ from: moduleRequest.value, names: named(importName.name), start }] : [],
    ),
  );
  return [...imported, ...reExported].map(({ from, names, start }) => ({ target: resolve(file.path, from), names, start }));
}

const named = (name: string | null): string[] => (name === null ? [] : [name]);

function resolve(from: string, specifier: string): string {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  return specifier.startsWith('#src/') ? specifier.slice(1) : specifier;
}
