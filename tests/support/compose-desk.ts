import { createApp } from '#src/app.ts';
import type { App } from '#src/app-deps.ts';
import type { WhoIs } from '#src/http/who.ts';
import { type SteppedClock, steppedClock } from '#src/kernel/clock.ts';
import type { ErrandStep } from '#src/modules/handover/index.ts';
import type { LabelStep } from '#src/modules/labels/index.ts';
import type { ReceiveStep } from '#src/modules/notifications/index.ts';
import type { PackStep } from '#src/modules/packing/index.ts';
import type { Step } from '#src/modules/writes/index.ts';
import type { Connection } from '#src/platform/connection.ts';
import { type Database, openDatabase } from '#src/platform/db.ts';
import { silentLog } from '#src/platform/log.ts';
import { createSealing, type Sealing } from '#src/platform/sealing.ts';
import { asOwner } from './signed-in.ts';

export type ComposedDesk = { app: App; database: Database; clock: SteppedClock; sealing: Sealing };

/** A whole desk on a given database, in the time of `now`. It waits for nothing in real time but a silent Amazon. */
export function composeDesk(
  connection: Connection,
  now: Date,
  options: {
    onStep?: (step: Step) => void;
    onReceive?: (step: ReceiveStep) => void;
    onLabel?: (step: LabelStep) => void;
    onErrand?: (step: ErrandStep) => void;
    onPack?: (step: PackStep) => void;
    /** Who asks, where that is not always the owner. */
    whoIs?: WhoIs;
    timeoutMs?: number;
    readOnlyDesk?: boolean;
  } = {},
): ComposedDesk {
  const { onStep, onReceive, onLabel, onErrand, onPack, whoIs = asOwner, timeoutMs = 20_000, readOnlyDesk = false } = options;
  const database = openDatabase(connection, { size: 8 });
  const clock = steppedClock(now);
  const sealing = createSealing(Buffer.alloc(32, 7));
  const app = createApp({
    database,
    sealing,
    clock,
    log: silentLog,
    whoIs,
    version: '0.0.0',
    random: () => 0.5,
    amazon: { sleep: async () => {}, timeoutMs },
    readOnlyDesk,
    ...(onStep ? { onStep } : {}),
    ...(onReceive ? { onReceive } : {}),
    ...(onLabel ? { onLabel } : {}),
    ...(onErrand ? { onErrand } : {}),
    ...(onPack ? { onPack } : {}),
  });
  return { app, database, clock, sealing };
}
