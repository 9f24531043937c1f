import { AppError } from '#src/kernel/app-error.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { logRead } from '#src/modules/vault/index.ts';
import type { Tx } from '#src/platform/db.ts';
import type { PackParcel, StationState } from './contract.ts';
import { atSession } from './do-acts.ts';
import { photoFile, photosOf } from './order-views.ts';
import { oneParcel } from './parcel-views.ts';
import { parcelViews, stationState } from './station-state.ts';
import { addPhoto, forgetPhotosAndNotes } from './store.ts';
import type { Packer, PackingDeps } from './work-at.ts';

export const mostPhotoBytes = 5 * 1024 * 1024;
const mostPhotos = 10;
const keptMs = 180 * 86_400_000;

/** What a picture is by its first bytes, whatever it is called. */
export function pictureType(bytes: Uint8Array): 'image/jpeg' | 'image/png' | 'image/webp' | undefined {
  const head = Buffer.from(bytes.subarray(0, 12));
  if (head.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  if (head.subarray(0, 8).toString('hex') === '89504e470d0a1a0a') return 'image/png';
  return head.subarray(0, 4).toString('latin1') === 'RIFF' && head.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : undefined;
}

const binding = (accountId: AccountId, orderId: string): string => `photo ${accountId} ${orderId}`;

type Target = { accountId: AccountId; orderId: string; parcelId: string | null };

/** Seals a photo and keeps it with the order. Throws UNSUPPORTED_MEDIA, NOT_ALLOWED_NOW when there are ten. */
async function keep({ sealing }: PackingDeps, tx: Tx, target: Target, bytes: Uint8Array, by: string, now: Date): Promise<void> {
  const type = pictureType(bytes);
  if (!type) throw new AppError('UNSUPPORTED_MEDIA', 'file: a photo is a JPEG, PNG or WebP picture');
  const { accountId, orderId, parcelId } = target;
  const there = (await photosOf(tx, accountId, [orderId])).filter((photo) => photo.parcelId === parcelId);
  if (there.length >= mostPhotos) throw new AppError('NOT_ALLOWED_NOW', `a parcel has at most ${mostPhotos} photos`);
  await addPhoto(tx, { ...target, type, person: by, at: now, sealed: sealing.seal(Buffer.from(bytes), binding(accountId, orderId)) });
}

/** A photo of the parcel that is open at a station. */
export async function photographOpen(deps: PackingDeps, packer: Packer, sessionId: string, bytes: Uint8Array): Promise<StationState> {
  await atSession(deps, packer, sessionId, false, async ({ tx, order, now }) => {
    if (!order) throw new AppError('NOT_ALLOWED_NOW', 'no order is at this station, or somebody else has it now');
    await keep(deps, tx, { accountId: order.accountId, orderId: order.row.orderId, parcelId: null }, bytes, packer.name, now);
  });
  return stationState(deps, packer, sessionId);
}

/** A photo of a parcel that is finished. Throws NOT_FOUND. */
export const photographParcel = (
  deps: PackingDeps,
  accountId: AccountId,
  parcelId: string,
  bytes: Uint8Array,
  by: string,
): Promise<PackParcel> =>
  deps.database.write([accountId], async (tx) => {
    const parcel = await oneParcel(tx, accountId, parcelId);
    if (!parcel) throw new AppError('NOT_FOUND', 'parcelId: there is no such parcel');
    await keep(deps, tx, { accountId, orderId: parcel.orderId, parcelId }, bytes, by, deps.clock.now());
    const [view] = await parcelViews(tx, [parcel]);
    if (!view) throw new AppError('NOT_FOUND', 'parcelId: there is no such parcel');
    return view;
  });

/** The picture itself; looking at it is logged, because a label may be on it. Throws NOT_FOUND. */
export async function readPhoto(
  deps: PackingDeps,
  accountId: AccountId,
  photoId: string,
  reader: string,
): Promise<{ type: string; bytes: Buffer }> {
  const { database, clock, sealing } = deps;
  const file = await database.write([accountId], async (tx) => {
    const found = await photoFile(tx, accountId, photoId);
    if (found) await logRead(tx, accountId, { at: clock.now(), reader, purpose: 'photo of a parcel', orderIds: [found.orderId] });
    return found;
  });
  if (!file) throw new AppError('NOT_FOUND', 'photoId: there is no such photo, or it is gone with the personal data of its order');
  return { type: file.type, bytes: sealing.open(file.sealed, binding(accountId, file.orderId)) };
}

/** For the purge: photos and notes of these orders go, and any photo after half a year. */
export const forgetPacking = (tx: Tx, accountId: AccountId, orderIds: readonly string[], now: Date): Promise<number> =>
  forgetPhotosAndNotes(tx, accountId, orderIds, new Date(now.getTime() - keptMs));
