import type { TestDesk } from './desk.ts';

/** Has the desk believe that Amazon has approved the regulated goods of an order. */
export const approve = ({ database, accountId }: Pick<TestDesk, 'database'> & { accountId: string }, orderId: string): Promise<unknown> =>
  database.write([accountId], (tx) =>
    tx.query({
      text: `UPDATE orders SET regulated = 'approved' WHERE account_id = $1 AND order_id = $2`,
      values: [accountId, orderId],
    }),
  );
