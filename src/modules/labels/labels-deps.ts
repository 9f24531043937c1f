import type { Clock } from '#src/kernel/clock.ts';
import type { AccountId } from '#src/kernel/ids.ts';
import { holdIntake } from '#src/modules/orders/index.ts';
import type { Database, Tx } from '#src/platform/db.ts';
import type { Sealing } from '#src/platform/sealing.ts';
import type { ConnectedCarrier, LabelStep } from './label.ts';
import type { DrawSlips, SendToPrinter } from './ports.ts';

export type LabelsDeps = {
  database: Database;
  sealing: Sealing;
  clock: Clock;
  /** With whom the account can buy now; none when it is not connected. */
  carriersOf(accountId: AccountId): Promise<ConnectedCarrier[]>;
  /**
   * Asks for the confirmation of a bought label at Amazon, once for a key. Answers why it was not taken, as a key of the
   * language file; null when it was.
   */
  confirm(confirmation: LabelConfirmation): Promise<string | null>;
  sendToPrinter: SendToPrinter;
  drawSlips: DrawSlips;
  onStep?: (step: LabelStep) => void;
};

export type LabelConfirmation = {
  accountId: AccountId;
  orderId: string;
  key: string;
  tracking: string;
  /** Of the package at Amazon that this label takes the place of; absent: a new package. */
  reference?: string;
  carrier: string;
  service: string;
  items: { itemId: string; quantity: number; transparencyCodes?: string[] }[];
};

/** A transaction that holds the account's orders: guards and what they allow never come apart. */
export const inTurn = <T>({ database }: LabelsDeps, accountId: AccountId, work: (tx: Tx) => Promise<T>): Promise<T> =>
  database.write([accountId], async (tx) => {
    await holdIntake(tx, accountId);
    return work(tx);
  });

/** What the file of a label is sealed to. */
export const labelBinding = (accountId: AccountId, orderId: string, labelId: string): string => `label ${accountId} ${orderId} ${labelId}`;
