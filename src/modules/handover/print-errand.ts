import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { listAccounts } from '#src/modules/accounts/questions.ts';
import { logRead } from '#src/modules/vault/index.ts';
import { there } from './ask-manifest.ts';
import { daysOf } from './days.ts';
import { drawManifest } from './draw-manifest.ts';
import { type ErrandRow, errandOf } from './errand.ts';
import { fileBinding, type HandoverDeps } from './handover-deps.ts';
import type { DocumentFile } from './ports.ts';
import { countPrint, saveFile } from './store.ts';
import { listedOn, oneErrand, storedFile } from './views.ts';

/**
 * The document of an errand, as often as it is wanted: the carrier's own form, the desk's list, or the label of Easy Ship, whose
 * reading is logged because it names a recipient. Throws NOT_FOUND, FORBIDDEN, NOT_ALLOWED_NOW for one that is not done or has none.
 */
export async function printErrand(
  deps: HandoverDeps,
  accountId: AccountId,
  errandId: string,
  by: { name: string; mayRead: boolean },
): Promise<DocumentFile> {
  const { database, clock } = deps;
  const errand = there(await database.read([accountId], (db) => oneErrand(db, accountId, errandId)));
  if (errand.state !== 'done') throw new AppError('NOT_ALLOWED_NOW', 'errandId: it is not made yet, or was refused');
  const { orderId } = errand;
  if (orderId !== null && !by.mayRead)
    throw new AppError('FORBIDDEN', 'errandId: this document names a recipient; printing it needs the permission orders.personal');
  if (orderId !== null)
    await database.write([accountId], (tx) =>
      logRead(tx, accountId, { at: clock.now(), reader: by.name, purpose: 'label printed', orderIds: [orderId] }),
    );
  const file = errand.kind === 'manifest' && errand.way === 'own' ? await ownList(deps, errand) : await carriersOwn(deps, errand);
  await database.write([accountId], (tx) => countPrint(tx, accountId, errandId));
  return file;
}

async function carriersOwn(deps: HandoverDeps, errand: ErrandRow): Promise<DocumentFile> {
  const { database, sealing, clock } = deps;
  const { accountId, errandId, way, result } = errand;
  const stored = await database.read([accountId], (db) => storedFile(db, accountId, errandId));
  if (stored) return { type: stored.type, bytes: sealing.open(stored.sealed, fileBinding(accountId, errandId)) };
  const messenger = way === 'own' ? undefined : (await deps.messengersOf(accountId))[way];
  const file = await messenger?.file(errandOf(errand), result.handle ?? {});
  if (!file) throw new AppError('NOT_ALLOWED_NOW', 'errandId: there is no document here; Seller Central or the page of the carrier has it');
  const sealed = sealing.seal(file.bytes, fileBinding(accountId, errandId));
  await database.write([accountId], (tx) => saveFile(tx, errand, { type: file.type, sealed }, clock.now()));
  return file;
}

/** The desk's own list is drawn anew each time: what was given back since is left out. */
async function ownList({ database, clock }: HandoverDeps, errand: ErrandRow): Promise<DocumentFile> {
  const { accountId, errandId, place, carrier, askedAt, askedBy } = errand;
  const account = (await listAccounts(database)).find((each) => each.accountId === accountId);
  const { listed, at } = await database.read([accountId], async (db) => {
    const rows = await listedOn(db, accountId, errandId);
    const { calendars } = await daysOf(db, askedAt);
    return { listed: rows, at: calendars.get(place) ?? { ...first(calendars), name: 'Main address' } };
  });
  const parcels = listed
    .filter(({ state }) => state === 'bought')
    .map(({ tracking, orderId, service }) => ({ tracking, orderId, service }));
  const sheet = {
    title: 'Manifest',
    carrier,
    place: at.name,
    account: account?.name ?? accountId,
    madeAt: timeOf(askedAt, at.timeZone),
    madeBy: askedBy,
    paper: letterCountries.has(at.country) ? ('Letter' as const) : ('A4' as const),
    parcels,
  };
  return { type: 'application/pdf', bytes: await drawManifest(sheet, clock.now()) };
}

const letterCountries = new Set(['US', 'CA', 'MX']);

/** The desk's day follows the first location. */
const first = (calendars: ReadonlyMap<string, { timeZone: string; country: string }>) => {
  const [found] = calendars.values();
  return { timeZone: found?.timeZone ?? 'UTC', country: found?.country ?? '' };
};

/** `2026-11-22 17:05 CST`: the day first, and whose clock it is by. */
function timeOf(at: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  }).formatToParts(at);
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((each) => each.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')} ${part('hour')}:${part('minute')} ${part('timeZoneName')}`;
}
