import type { PackSettings, StationState } from '#src/modules/packing/contract.ts';

/** The one thing to do now. `tone`: how the station looks; the words alone must say it too. */
export type Instruction = { step: Step; tone: 'calm' | 'good' | 'ask' | 'bad'; values: Record<string, string | number> };
type Step =
  | 'choose'
  | 'scan'
  | 'locked'
  | 'stopped'
  | 'guard'
  | 'serial'
  | 'transparency'
  | 'parts'
  | 'scanFirst'
  | 'scanNext'
  | 'nothingLeft'
  | 'weightOff'
  | 'box'
  | 'weigh'
  | 'photo'
  | 'missing'
  | 'finish';

const calm = (step: Step, values: Instruction['values'] = {}): Instruction => ({ step, tone: 'calm', values });

/** What comes next: what stops the order, then its codes, its units, its box, its weight, its photo, and its end. */
export function instructionOf({ order, candidates }: Pick<StationState, 'order' | 'candidates'>, settings: PackSettings): Instruction {
  if (!order) return candidates.length > 0 ? { step: 'choose', tone: 'ask', values: { count: candidates.length } } : calm('scan');
  const { items, parcel, lock } = order;
  if (lock && !lock.mine) return { step: 'locked', tone: 'bad', values: { by: lock.by, station: lock.station } };
  if (order.stopped) {
    const isFinal = order.guards.some(({ effect }) => effect === 'stop');
    return isFinal ? { step: 'stopped', tone: 'bad', values: {} } : { step: 'guard', tone: 'ask', values: {} };
  }
  const serial = items.find(({ needs }) => needs.serialsMissing > 0);
  if (serial) return { step: 'serial', tone: 'ask', values: { title: serial.title, count: serial.needs.serialsMissing } };
  const code = items.find(({ needs }) => needs.transparencyMissing > 0);
  if (code) return { step: 'transparency', tone: 'ask', values: { title: code.title, count: code.needs.transparencyMissing } };
  const begun = items.flatMap(({ parts }) => parts).find(({ scanned, perUnit }) => scanned % perUnit !== 0);
  if (begun) return calm('parts', { title: begun.title, count: begun.perUnit - (begun.scanned % begun.perUnit) });

  const inParcel = items.reduce((sum, item) => sum + item.inParcel, 0);
  const left = items.reduce((sum, item) => sum + item.left, 0);
  if (inParcel === 0) return left === 0 ? { step: 'nothingLeft', tone: 'good', values: {} } : calm('scanFirst', { count: left });
  if (left > 0) return calm('scanNext', { count: left });

  if (parcel.weight === 'off')
    return { step: 'weightOff', tone: 'ask', values: { grams: parcel.grams ?? 0, expected: parcel.expectedGrams ?? 0 } };
  if (settings.needsBox && parcel.boxId === null && parcel.size === null) return calm('box');
  if (settings.weigh === 'always' && parcel.grams === null) return calm('weigh');
  if (settings.needsPhoto && parcel.photos.length === 0) return calm('photo');
  return parcel.missing.length > 0 ? { step: 'missing', tone: 'ask', values: {} } : { step: 'finish', tone: 'good', values: {} };
}
