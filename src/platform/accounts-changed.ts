import type { Database } from './db.ts';

const channel = 'waybill_accounts';

/** Tells every process that an account was connected, paused or given other credentials. */
export const tellAccountsChanged = async (database: Database): Promise<void> => {
  await database.write([], (tx) => tx.query({ text: `SELECT pg_notify($1, '')`, values: [channel] }));
};

/** Hears of it, from whichever process it comes, until the returned function is called. */
export const hearAccountsChanged = (database: Database, changed: () => void): Promise<() => Promise<void>> =>
  database.listen(channel, changed);
