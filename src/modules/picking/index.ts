export { shipElsewhere } from './advise-rest.ts';
export { dropOrders, moveWave, planAgain } from './change-wave.ts';
export { doPick } from './do-pick.ts';
export { makeWave, type PickingDeps, previewWave } from './make-wave.ts';
export { putUnitsBack } from './put-back.ts';
export { dropRule, saveRule } from './save-rule.ts';
export { freeTotes } from './store.ts';
export { toteCodes } from './tote-rules.ts';
