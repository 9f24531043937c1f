type Route = { method: string; path: string };
export type Match<R extends Route> = { route: R; params: Record<string, string> };

/** Finds a route by method and path; a part of a path in braces is a parameter. */
export function createRouter<R extends Route>(routes: R[]): (method: string, path: string) => Match<R> | undefined {
  const compiled = routes.map((route) => {
    const names = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
    return { route, names, pattern: new RegExp(`^${route.path.replace(/\{\w+\}/g, '([^/]+)')}$`) };
  });
  return (method, path) => {
    for (const { route, names, pattern } of compiled) {
      if (route.method !== method) continue;
      const found = pattern.exec(path);
      if (found) return { route, params: Object.fromEntries(names.map((name, i) => [name, decode(found[i + 1] ?? '')])) };
    }
    return undefined;
  };
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
