import { z } from 'zod';
import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { saveBin, saveLocation } from '#src/modules/inventory/index.ts';
import { locationsWithBins } from '#src/modules/inventory/questions.ts';
import { saveLabelSettings, switchCarrier } from '#src/modules/labels/index.ts';
import { carrierSettings } from '#src/modules/labels/questions.ts';
import { changeBox } from '#src/modules/packing/index.ts';
import type { Database } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';

const boxes = [
  { name: 'Padded mailer', code: 'BOX-MAILER', inner: [230, 160, 40], outer: [240, 170, 45], tare: 30, maxWeight: 1_000 },
  { name: 'Small box', code: 'BOX-S', inner: [250, 180, 100], outer: [260, 190, 110], tare: 120, maxWeight: 5_000 },
  { name: 'Medium box', code: 'BOX-M', inner: [350, 250, 200], outer: [360, 260, 210], tare: 260, maxWeight: 12_000 },
  { name: 'Large box', code: 'BOX-L', inner: [500, 400, 300], outer: [510, 410, 310], tare: 520, maxWeight: 25_000 },
] as const;

const rows = ['A', 'B', 'C'];
const shelves = ['01', '02', '03', '04'];

/** What a warehouse has before its first order: shelves, boxes, an address that parcels leave from, in its zone. For the demo alone. */
export async function setUpDemoFloor(deps: { database: Database; clock: Clock }, accountId: AccountId): Promise<void> {
  const { database, clock } = deps;
  const [location] = await database.read([], locationsWithBins);
  if (!location || location.bins.length > 1) return;
  const { locationId, bins: _bins, ...place } = location;
  await saveLocation({ database, clock }, locationId, { ...place, country: 'US', region: 'TX', timeZone: 'America/Chicago' });
  for (const row of rows) for (const shelf of shelves) await saveBin({ database, clock }, locationId, `${row}-${shelf}`);
  for (const { inner, outer, ...box } of boxes)
    await changeBox({ database }, undefined, { ...box, inner: [...inner], outer: [...outer], active: true });
  const parcel = { length: 10, width: 7, height: 4, lengthUnit: 'in' as const, weight: 16, weightUnit: 'oz' as const };
  await saveLabelSettings(
    { database, clock },
    accountId,
    {
      shipFrom: {
        address: {
          name: 'Waybill Demo',
          lines: ['400 Warehouse Row'],
          city: 'Austin',
          region: 'TX',
          postalCode: '78701',
          country: 'US',
          phone: '512-555-0100',
        },
      },
      presets: [
        { name: 'Small box', parcel, skus: [], upTo: 3, isDefault: false },
        { name: 'Medium box', parcel: { ...parcel, length: 14, width: 10, height: 8, weight: 40 }, skus: [], upTo: null, isDefault: true },
      ],
      format: 'pdf',
      printer: null,
    },
    'demo',
  );
}

const urlsShape = z.object({ easypost: z.url(), shippo: z.url() }).partial();

/**
 * EasyPost and Shippo of the demo: servers of the simulated Amazon, which listen at another port after each start. One that a
 * person gave another address or switched off stays so.
 */
export async function connectDemoCarriers(
  deps: { database: Database; clock: Clock; sealing: Sealing },
  accountId: AccountId,
  simulatorUrl: string,
): Promise<void> {
  const response = await fetch(`${simulatorUrl}/_control/carriers`);
  const urls = urlsShape.parse(await response.json());
  const settings = await deps.database.read([accountId], (db) => carrierSettings(db, accountId));
  for (const kind of ['easypost', 'shippo'] as const) {
    const before = settings.find((each) => each.kind === kind);
    const baseUrl = urls[kind];
    if (!baseUrl || (before && !before.baseUrl?.startsWith('http://127.0.0.1:'))) continue;
    await switchCarrier(deps, accountId, { kind, enabled: before?.enabled ?? true, key: 'demo', baseUrl }, 'demo');
  }
}
