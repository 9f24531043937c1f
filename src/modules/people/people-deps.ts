import type { Clock } from '#src/kernel/clock.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { Auth } from './auth.ts';

export type PeopleDeps = {
  database: Database;
  sealing: Sealing;
  /** Real time: sessions, locks and links do not follow a simulated Amazon. */
  clock: Clock;
  /** 43 characters that nobody guesses. */
  newToken: () => string;
  auth: Auth;
  /** One click signs in as the demo's owner, while its owner has no password. */
  demo: boolean;
  oidcName: string | undefined;
};

/** A request as far as signing in looks at it. */
export type Caller = {
  /** The address it comes from. */
  place: string;
  cookie: string | undefined;
  browser: string | undefined;
};
