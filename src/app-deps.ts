import type { SpapiOptions } from '#src/adapters/spapi/index.ts';
import type { HttpApp } from '#src/http/http-app.ts';
import type { WhoIs } from '#src/http/who.ts';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import type { ErrandStep } from '#src/modules/handover/index.ts';
import type { LabelStep, LabelsDeps } from '#src/modules/labels/index.ts';
import type { QueueBody } from '#src/modules/notifications/contract.ts';
import type { Receivers, ReceiveStep } from '#src/modules/notifications/index.ts';
import type { IntakeDeps, Reparse } from '#src/modules/orders/index.ts';
import type { PackStep } from '#src/modules/packing/index.ts';
import type { Oidc } from '#src/modules/people/index.ts';
import type { Step } from '#src/modules/writes/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { DueRunner } from '#src/platform/due.ts';
import type { Keyring } from '#src/platform/keys/keyring.ts';
import type { Log } from '#src/platform/log.ts';
import type { MailConfig } from '#src/platform/mail-config.ts';
import type { Metrics } from '#src/platform/metrics.ts';
import type { Sealing } from '#src/platform/sealing.ts';

export type AppDeps = {
  database: Database;
  sealing: Sealing;
  /** Without it the keys of the desk do not rotate: tests and benches seal by one that never changes. */
  keyring?: Keyring;
  /** Where the desk keeps its files. */
  dataDir?: string;
  clock: Clock;
  log: Log;
  version: string;
  /** Nothing may go to Amazon, of no account. */
  readOnlyDesk?: boolean;
  /** Webhooks may go to private addresses and without TLS. */
  privateWebhooks?: boolean;
  access?: Access;
  /** For tests that are not about signing in: who asks, whatever a request says. */
  whoIs?: WhoIs;
  mail?: MailConfig | undefined;
  /** Measures this process too: its memory, its event loop. */
  ofProcess?: boolean;
  /** Requests a minute from one address, where that is not the server's own limit. For benches. */
  requestsPerMinute?: number;
  /** Between 0 and 1. */
  random: () => number;
  /** For tests that kill the desk between two steps of a write. */
  onStep?: (step: Step) => void;
  /** For tests that kill the desk between two steps of buying a label. */
  onLabel?: (step: LabelStep) => void;
  /** For tests that kill the desk between two steps of an errand. */
  onErrand?: (step: ErrandStep) => void;
  /** For tests that kill the desk between two steps of a parcel's label. */
  onPack?: (step: PackStep) => void;
  /** For tests that kill the desk between two steps of receiving. */
  onReceive?: (step: ReceiveStep) => void;
  /** For tests, which do not wait in real time. */
  amazon?: Pick<SpapiOptions, 'sleep' | 'timeoutMs'>;
};

/** How people and commands get in. Without it: by e-mail address and password only. */
export type Access = {
  /** What the commands of this machine show. */
  localKey?: string;
  /** Where people open the desk, when that is not this machine. */
  publicUrl?: string | undefined;
  oidc?: Oidc | undefined;
  /** The simulated Amazon of the demo, whose images pages show. */
  imagesOf?: string | undefined;
  /** One click signs in as the demo's owner, while that owner has no password. */
  demo?: boolean;
};

export type App = {
  /** The due work of every account; `start` it where the desk should work. */
  runner: DueRunner;
  /** Lets the watch begin; where the desk should work. */
  beginWatch(): Promise<void>;
  metrics: Metrics;
  /** What listens to the queues of Amazon's notifications; `start` it where the desk should work. */
  receivers: Receivers;
  /** Sets the queue of an account, or with null takes it away. */
  setQueue(accountId: AccountId, queue: QueueBody | null): Promise<void>;
  /** Opens the HTTP server; call `listen` on it. `ownerPath` makes the link that makes the owner, when there is none. */
  openServer(): Promise<{ http: HttpApp; ownerPath(): Promise<string | undefined>; close(): Promise<void> }>;
  /** Forgets open connections to Amazon: credentials have changed. */
  reconnect(): void;
  intake: IntakeDeps;
  reparse: Reparse;
  labels: LabelsDeps;
};
