import type { AccountId } from '#src/kernel/ids.ts';
import type { LabelsDeps } from './labels-deps.ts';
import type { SlipPaper } from './ports.ts';
import { type LabelStream, streamLabels } from './stream-labels.ts';

export type Printed = { bytes: Uint8Array; type: LabelStream['type'] };

/** As `streamLabels`, for labels of one account, in one piece. */
export async function printLabels(
  deps: LabelsDeps,
  accountId: AccountId,
  labelIds: readonly string[],
  by: string,
  slip?: SlipPaper,
): Promise<Printed> {
  const wanted = labelIds.map((labelId) => ({ accountId, labelId }));
  const { type, stream } = await streamLabels(deps, wanted, by, slip);
  return { bytes: Buffer.concat(await Array.fromAsync(stream)), type };
}
