import { formatMoney } from '../../../lib/format-money.ts';

/** An amount in its own currency; a dash where the source gave none. */
export const Amount = ({ amount, currency }: { amount: string | null; currency: string | null }) =>
  amount === null ? <span className="text-faint">–</span> : <span className="tabular-nums">{formatMoney(amount, currency)}</span>;
