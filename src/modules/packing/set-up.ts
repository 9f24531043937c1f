import { AppError } from '#src/kernel/app-error.ts';
import { setMeasures } from '#src/modules/inventory/index.ts';
import type { Database, Db } from '#src/platform/db.ts';
import type { BoxBody, PackSettings, PackSetup, StationBody } from './contract.ts';
import { productFacts } from './order-views.ts';
import { saveBox, saveSettings, saveStation } from './setup-store.ts';
import { boxRows, settingsRow, stationRows } from './station-views.ts';
import type { PackingDeps } from './work-at.ts';

export async function packSetupOf(db: Db): Promise<PackSetup> {
  const [stations, boxes, settings] = await Promise.all([stationRows(db), boxRows(db), settingsRow(db)]);
  return { stations, boxes, settings };
}

const setup = (database: Database): Promise<PackSetup> => database.read([], packSetupOf);

export async function changeSettings({ database }: PackingDeps, settings: PackSettings): Promise<PackSetup> {
  await database.write([], (tx) => saveSettings(tx, settings));
  return setup(database);
}

/** Makes or changes a station. Throws CONFLICT where another has the name, NOT_FOUND. */
export async function changeStation({ database }: PackingDeps, stationId: string | undefined, body: StationBody): Promise<PackSetup> {
  await database.write([], async (tx) => {
    if (!(await saveStation(tx, stationId, body))) throw notSaved(stationId, 'station', 'name');
  });
  return setup(database);
}

/** Makes or changes a box. Throws CONFLICT where another has the name or code, NOT_FOUND. */
export async function changeBox({ database }: Pick<PackingDeps, 'database'>, boxId: string | undefined, body: BoxBody): Promise<PackSetup> {
  if (body.inner.some((side, at) => side > (body.outer[at] ?? 0)))
    throw new AppError('INVALID_INPUT', 'inner: a box is not larger inside than outside', {
      problems: [{ field: 'inner', message: 'is larger than outer' }],
    });
  await database.write([], async (tx) => {
    if (!(await saveBox(tx, boxId, body))) throw notSaved(boxId, 'box', 'name or code');
  });
  return setup(database);
}

const notSaved = (id: string | undefined, what: string, field: string): AppError =>
  id === undefined
    ? new AppError('CONFLICT', `another ${what} has this ${field}`)
    : new AppError('CONFLICT', `there is no such ${what}, or another has this ${field}`);

export type Measures = { grams: number | null; size: [number, number, number] | null; serials: boolean };

/** What is known of a product's unit. Throws NOT_FOUND. */
export async function measuresOf(db: Db, productId: string) {
  const product = (await productFacts(db, [productId])).get(productId);
  if (!product) throw new AppError('NOT_FOUND', `there is no product ${productId}`);
  const { grams, size, serials, learnt } = product;
  return { grams, size, serials, learnt: learnt && { grams: Math.round(learnt.grams), parcels: learnt.parcels } };
}

export const changeMeasures = ({ database, clock }: PackingDeps, productId: string, measures: Measures) =>
  database.write([], async (tx) => {
    await setMeasures(tx, productId, measures, clock.now());
    return measuresOf(tx, productId);
  });
