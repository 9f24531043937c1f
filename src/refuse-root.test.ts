import { expect, test } from 'vitest';
import { refuseRoot } from './refuse-root.ts';

test('root may start the demo alone, or what is allowed by name', () => {
  expect(() => refuseRoot({ uid: 0, allowed: false, demo: false })).toThrow(/useradd[^]*WAYBILL_ALLOW_ROOT=1/);
  for (const may of [
    { uid: 0, allowed: true, demo: false },
    { uid: 0, allowed: false, demo: true },
    { uid: 1000, allowed: false, demo: false },
    { uid: undefined, allowed: false, demo: false },
  ])
    expect(() => refuseRoot(may)).not.toThrow();
});
