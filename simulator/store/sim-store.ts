import type { SimAccount } from '../accounts/sim-account.ts';
import type { SimDocument } from '../documents/sim-document.ts';
import type { SimScheduled } from '../easy-ship/scheduled.ts';
import type { SimFeed } from '../feeds/sim-feed.ts';
import type { SimLabel } from '../labels/sim-label.ts';
import type { SimListing } from '../listings/sim-listing.ts';
import type { SimDestination, SimNotification, SimSubscription } from '../notifications/sim-notification.ts';
import type { SimReport, SimSchedule } from '../reports/sim-report.ts';
import type { SimCollectionForm } from '../shipping-v2/collection-forms.ts';
import { type JournalRecord, noJournal, openJournal, readJournal } from './journal.ts';
import { createOrderTable, type OrderTable } from './order-table.ts';
import type { SimWrite } from './sim-write.ts';
import { createTable, type Table } from './table.ts';

/** Everything the simulated Amazon knows, in memory; kept in a folder too when one is given. */
export type SimStore = {
  orders: OrderTable;
  accounts: Table<SimAccount>;
  feeds: Table<SimFeed>;
  /** What was told of offers; of the others the seed tells. */
  listings: Table<SimListing>;
  /** Labels that were bought. */
  labels: Table<SimLabel>;
  /** Parcels of Easy Ship, by order. */
  scheduled: Table<SimScheduled>;
  collectionForms: Table<SimCollectionForm>;
  reports: Table<SimReport>;
  schedules: Table<SimSchedule>;
  documents: Table<SimDocument>;
  destinations: Table<SimDestination>;
  subscriptions: Table<SimSubscription>;
  /** Those that are still on their way. */
  notifications: Table<SimNotification>;
  writes: Table<SimWrite>;
  /** Single values: the seed, the clock, the next arrival. */
  settings: Table<unknown>;
  /** Makes the changes since the last commit durable, all or none. */
  commit(): void;
  close(): void;
};

/** Opens the shop of the folder, or an empty one; without a folder it is gone with the process. */
export function openStore(dataDir: string | undefined): SimStore {
  let journal = noJournal;
  const current = () => journal;
  const tables = {
    orders: createOrderTable(current),
    accounts: createTable<SimAccount>('accounts', current),
    feeds: createTable<SimFeed>('feeds', current),
    listings: createTable<SimListing>('listings', current),
    labels: createTable<SimLabel>('labels', current),
    scheduled: createTable<SimScheduled>('scheduled', current),
    collectionForms: createTable<SimCollectionForm>('collection-forms', current),
    reports: createTable<SimReport>('reports', current),
    schedules: createTable<SimSchedule>('schedules', current),
    documents: createTable<SimDocument>('documents', current),
    destinations: createTable<SimDestination>('destinations', current),
    subscriptions: createTable<SimSubscription>('subscriptions', current),
    notifications: createTable<SimNotification>('notifications', current),
    writes: createTable<SimWrite>('writes', current),
    settings: createTable<unknown>('settings', current),
  };
  if (dataDir !== undefined) {
    const byName = tables as Record<string, Table<unknown>>;
    for (const [table, key, value] of readJournal(dataDir)) byName[table]?.load(key, value);
    journal = openJournal(dataDir, () => allRecords(byName));
  }
  return { ...tables, commit: () => journal.commit(), close: () => journal.close() };
}

function* allRecords(tables: Record<string, Table<unknown>>): Generator<JournalRecord> {
  for (const [name, table] of Object.entries(tables)) {
    for (const [key, value] of table.entries()) yield [name, key, value];
  }
}
