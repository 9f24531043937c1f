import type { AccountId } from '#src/kernel/ids.ts';
import type { Tx } from '#src/platform/db.ts';
import { poke } from '#src/platform/due.ts';
import type { AlertDetails, AlertKindName } from './alert-kinds.ts';
import { closeAlerts, putAlerts } from './store.ts';

export type NewAlert = {
  accountId: AccountId;
  kind: AlertKindName;
  /** What it is about within its kind: an order id, a day. The same account, kind and key are open once at a time. */
  key: string;
  /** What its words are filled with. No personal data. */
  details?: AlertDetails;
  at: Date;
};

export type AlertName = Omit<NewAlert, 'details'>;

/** Several alerts of one kind. */
export type AlertsOfKind = { accountId: AccountId; kind: AlertKindName; alerts: readonly Pick<NewAlert, 'key' | 'details'>[]; at: Date };

/**
 * Opens an alert in the transaction of its cause, which must be open for the account (`deskId` for the desk itself).
 * Opened again while open it only takes the new details: nobody is told twice.
 */
export const openAlert = (tx: Tx, { accountId, kind, at, ...alert }: NewAlert): Promise<void> =>
  openAlerts(tx, { accountId, kind, alerts: [alert], at });

/** Opens several alerts of a kind in one go, as `openAlert` does. */
export async function openAlerts(tx: Tx, { accountId, kind, alerts, at }: AlertsOfKind): Promise<void> {
  const rows = alerts.map(({ key, details = {} }) => ({ key, details }));
  if (await putAlerts(tx, accountId, kind, rows, at)) await poke(tx, accountId, 'tell', at);
}

/** Closes an alert in the transaction in which its cause went; nothing happens when it is not open. */
export const resolveAlert = (tx: Tx, { key, ...rest }: AlertName): Promise<void> => resolveAlerts(tx, { ...rest, keys: [key] });

/** Closes several alerts of a kind in one go. */
export async function resolveAlerts(
  tx: Tx,
  { accountId, kind, keys, at }: Omit<AlertName, 'key'> & { keys: readonly string[] },
): Promise<void> {
  if (keys.length > 0) await closeAlerts(tx, accountId, kind, { keys }, at);
}

/** Makes exactly these the open alerts of a kind: opens what is new, closes what is no longer there. */
export async function matchAlerts(tx: Tx, wanted: AlertsOfKind): Promise<void> {
  const { accountId, kind, alerts, at } = wanted;
  await closeAlerts(tx, accountId, kind, { except: alerts.map(({ key }) => key) }, at);
  await openAlerts(tx, wanted);
}
