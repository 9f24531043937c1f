import type { SimOrder, SimStatus } from '../store/sim-order.ts';

/** The v0 API's words for what the store knows. */
export const STATUS_V0: Record<SimStatus, string> = {
  PENDING_AVAILABILITY: 'PendingAvailability',
  PENDING: 'Pending',
  UNSHIPPED: 'Unshipped',
  PARTIALLY_SHIPPED: 'PartiallyShipped',
  SHIPPED: 'Shipped',
  CANCELLED: 'Canceled',
  UNFULFILLABLE: 'Unfulfillable',
};

export const CHANNEL_V0 = { MERCHANT: 'MFN', AMAZON: 'AFN' } as const;

export const SERVICE_LEVEL_V0: Record<SimOrder['serviceLevel'], string> = {
  EXPEDITED: 'Expedited',
  FREE_ECONOMY: 'FreeEconomy',
  NEXT_DAY: 'NextDay',
  PRIORITY: 'Priority',
  SAME_DAY: 'SameDay',
  SECOND_DAY: 'SecondDay',
  SCHEDULED: 'Scheduled',
  STANDARD: 'Standard',
};

export const paymentMethodV0 = (order: SimOrder) =>
  order.paymentMethod === 'COD' || order.paymentMethod === 'CVS' ? order.paymentMethod : 'Other';

/** Whole seconds: milliseconds are news of 2026. */
export const isoV0 = (at: number) => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
