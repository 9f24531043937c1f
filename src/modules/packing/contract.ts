/** The packing station, as the desk, its pages and other programs speak of it. */

export { type ActResult, actsBody, openSession, type PackAct, type PackOutcome, packAct, packOutcomes } from './act-shapes.ts';
export type { PackItem, PackOrder } from './order-shapes.ts';
export {
  giftView,
  type PackEvidence,
  type PackParcel,
  type ParcelLabelBody,
  packEvidence,
  packParcel,
  parcelLabelBody,
  photoFields,
} from './parcel-shapes.ts';
export {
  type BoxBody,
  boxBody,
  measuresBody,
  type PackBox,
  type PackSettings,
  type PackSetup,
  type PackStation,
  packSettings,
  packSetup,
  productMeasures,
  type StationBody,
  stationBody,
} from './setup-shapes.ts';
export {
  type ActsAnswer,
  actsAnswer,
  overrideBody,
  type PackCandidate,
  type StationState,
  stationState,
  takeOverBody,
  teachBody,
} from './station-shapes.ts';
