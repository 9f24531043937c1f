import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { appendEvents } from '#src/modules/orders/index.ts';
import { daysOf } from './days.ts';
import type { HandoverDeps } from './handover-deps.ts';
import { numbersIn } from './number-rules.ts';
import { goesAlong, mayOverride, type Verdict, verdictOf } from './van-rules.ts';
import {
  closeVanRow,
  type FoundParcel,
  hasManifest,
  insertHandedOver,
  insertScan,
  oneVan,
  openVanRow,
  parcelOfNumber,
  type ScanRow,
  scansOfVan,
  type Van,
  vanById,
} from './van-store.ts';

type Deps = Pick<HandoverDeps, 'database' | 'clock'>;

/** Begins to load a van. An empty carrier takes parcels of all. */
export const openVan = ({ database, clock }: Deps, wish: Pick<Van, 'place' | 'carrier'>, by: string): Promise<Van> =>
  database.write([], async (tx) => thereIs(await oneVan(tx, await openVanRow(tx, wish, by, clock.now()))));

/** Ends the loading; what was scanned stays. Throws NOT_FOUND, NOT_ALLOWED_NOW. */
export const closeVan = ({ database, clock }: Deps, vanId: string, note: string, by: string): Promise<Van> =>
  database.write([], async (tx) => {
    thereIs(await oneVan(tx, vanId));
    if (!(await closeVanRow(tx, vanId, by, note, clock.now()))) throw new AppError('NOT_ALLOWED_NOW', 'vanId: this van is closed');
    return thereIs(await vanById(tx, vanId));
  });

export type ScanWish = {
  scanKey: string;
  number: string;
  /** Why a stopped parcel goes along all the same; only for who may override. */
  override?: string | undefined;
};
export type ScanOutcome = { scan: ScanRow; goes: boolean };

/**
 * One number scanned at a van: what it is, whether it goes along, and the scan kept as evidence either way. A scan that is sent
 * twice counts once. Throws NOT_FOUND, NOT_ALLOWED_NOW for a closed van.
 */
export const scanIntoVan = (
  { database, clock }: Deps,
  accounts: readonly AccountId[],
  vanId: string,
  wish: ScanWish,
  by: string,
): Promise<ScanOutcome> =>
  database.write(accounts, async (tx) => {
    const van = thereIs(await oneVan(tx, vanId));
    const before = (await scansOfVan(tx, vanId)).find(({ scanKey }) => scanKey === wish.scanKey);
    if (before) return { scan: before, goes: wentAlong(before) };
    if (van.closedAt) throw new AppError('NOT_ALLOWED_NOW', 'vanId: this van is closed; open another one');
    const now = clock.now();
    const { today } = await daysOf(tx, now);
    const numbers = numbersIn(wish.number);
    const parcel = numbers.length === 0 ? undefined : await parcelOfNumber(tx, numbers);
    const lists = parcel ? await hasManifest(tx, parcel.accountId, van.place, parcel.carrier, today) : false;
    const verdict = verdictOf(parcel, van, lists);
    const override = wish.override !== undefined && mayOverride(verdict) ? wish.override : null;
    const scan: ScanRow = {
      scanKey: wish.scanKey,
      at: now,
      person: by,
      number: wish.number.slice(0, 60),
      verdict,
      override,
      accountId: parcel?.accountId ?? null,
      orderId: parcel?.orderId ?? null,
    };
    if (parcel && wentAlong(scan)) await load(tx, van, parcel, scan);
    await insertScan(tx, vanId, scan);
    return { scan, goes: wentAlong(scan) };
  });

async function load(tx: Parameters<typeof insertScan>[0], van: Van, parcel: FoundParcel, { at, person, override }: ScanRow): Promise<void> {
  const { accountId, orderId, tracking, labelId, carrier } = parcel;
  const data = { tracking, carrier, ...(override === null ? {} : { reason: override }) };
  await appendEvents(tx, accountId, [{ orderId, at, kind: 'parcel.handed-over', origin: 'person', actor: person, source: 'desk', data }]);
  await insertHandedOver(tx, { accountId, orderId, tracking, labelId, vanId: van.vanId, at, person });
}

export const wentAlong = ({ verdict, override }: { verdict: Verdict; override: string | null }): boolean =>
  goesAlong(verdict) || override !== null;

function thereIs(van: Van | undefined): Van {
  if (!van) throw new AppError('NOT_FOUND', 'vanId: there is no such van');
  return van;
}
