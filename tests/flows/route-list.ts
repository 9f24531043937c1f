import { createApp } from '#src/app.ts';
import { silentLog } from '#src/platform/log.ts';
import { testDesk } from '../support/desk.ts';

/** Every route that the desk really has, as `GET /api/v1/orders/:accountId`, without what only serves files. */
export async function routeList(): Promise<string[]> {
  const desk = await testDesk();
  const { http, close } = await createApp({ ...desk, log: silentLog, version: '0.0.0', random: () => 0.5 }).openServer();
  await http.ready();
  const tree = http.printRoutes({ commonPrefix: false });
  await close();
  await desk.close();
  return routesIn(tree).filter((route) => !/ (\*|\/\*|\/api\/(openapi\.json|docs))$/.test(route));
}

/** Reads the tree that the server draws: a route stands below the one whose path it continues. */
function routesIn(tree: string): string[] {
  const above: string[] = [];
  return tree.split('\n').flatMap((line) => {
    const [, indent = '', path = '', methods = ''] = /^([│ ]*)[├└]── (\S+) \(([^)]+)\)/.exec(line) ?? [];
    if (!path) return [];
    const depth = indent.length / 4;
    above.length = depth;
    const whole = above.join('') + path;
    above.push(path);
    return methods
      .split(', ')
      .filter((method) => method !== 'HEAD')
      .map((method) => `${method} ${whole}`);
  });
}
