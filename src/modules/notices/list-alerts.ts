import { AppError } from '#src/kernel/app-error.ts';
import { type AccountId, deskId } from '#src/kernel/ids.ts';
import type { Db } from '#src/platform/db.ts';
import { alertKinds, isAlertKind, type Severity } from './alert-kinds.ts';
import type { AlertCounts, AlertList, AlertView } from './contract.ts';
import { settingsOf } from './person-views.ts';
import { sayAlert } from './say-alert.ts';
import { type AlertRow, openAlertRows, openCounts, pastAlertRows } from './views.ts';

const pageSize = 50;
const rank: Readonly<Record<Severity, number>> = { critical: 0, warning: 1, info: 2 };

/** The names of the accounts and their time zones, for words. */
export type AccountNames = ReadonlyMap<AccountId, { name: string; timeZone: string }>;

/** What is open now, the most pressing first, or a page of what is over. Throws INVALID_CURSOR. */
export async function listAlerts(
  db: Db,
  personId: string,
  accounts: AccountNames,
  which: { state: 'open' } | { state: 'resolved'; after?: string | undefined },
): Promise<AlertList> {
  const own = (await settingsOf(db, personId))?.timeZone;
  const view = (row: AlertRow): AlertView => {
    const account = accounts.get(row.accountId);
    return {
      ...sayAlert(row, own ?? account?.timeZone ?? 'UTC'),
      accountId: row.accountId,
      account: row.accountId === deskId ? null : (account?.name ?? row.accountId),
      alertId: row.alertId,
      kind: row.kind,
      openedAt: row.openedAt.toISOString(),
      resolvedAt: row.resolvedAt?.toISOString() ?? null,
      isRead: row.isRead,
    };
  };
  if (which.state === 'open') {
    const items = (await openAlertRows(db, personId)).map(view);
    return { items: items.toSorted((a, b) => rank[a.severity] - rank[b.severity]), next: null };
  }
  const rows = await pastAlertRows(db, personId, cursorOf(which.after), pageSize);
  const last = rows.length === pageSize ? rows.at(-1) : undefined;
  return { items: rows.map(view), next: last ? `${last.resolvedAt?.toISOString()}~${last.alertId}` : null };
}

function cursorOf(text: string | undefined): { resolvedAt: Date; alertId: string } | undefined {
  if (text === undefined) return undefined;
  const [at = '', alertId = ''] = text.split('~');
  if (!/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) || Number.isNaN(Date.parse(at)) || !/^\d{1,18}$/.test(alertId))
    throw new AppError('INVALID_CURSOR', 'after must be the `next` of the page before');
  return { resolvedAt: new Date(at), alertId };
}

/** How many alerts are open, how many of them the person has not seen, and how bad the worst unseen one is. */
export async function countAlerts(db: Db, personId: string): Promise<AlertCounts> {
  const rows = await openCounts(db, personId);
  const [worst = null] = rows
    .filter(({ unread }) => unread > 0)
    .map(({ kind }): Severity => (isAlertKind(kind) ? alertKinds[kind].severity : 'warning'))
    .toSorted((a, b) => rank[a] - rank[b]);
  const sum = (field: 'open' | 'unread') => rows.reduce((total, row) => total + row[field], 0);
  return { open: sum('open'), unread: sum('unread'), worst };
}
