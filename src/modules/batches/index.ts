export type { BatchesDeps, BatchStep } from './batches-deps.ts';
export { changeRows } from './change-rows.ts';
export { makeBatch } from './make-batch.ts';
export { buyBatch, cancelBatch, pauseBatch, retryBatch } from './order-batch.ts';
export { makeStack, printStack } from './print-batch.ts';
export { runBatches } from './run-batches.ts';
export { voidBatch } from './void-batch.ts';
