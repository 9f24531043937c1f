import type { Credentials, Region } from './account.ts';

/** Tries credentials at Amazon before anything is stored. Each step throws an AppError that says what is wrong. */
export type Probe = {
  signIn(): Promise<void>;
  participations(): Promise<{ marketplaceId: string; participates: boolean; storeName: string }[]>;
  /** Orders of the last days: how many came, and whether any showed an address that was not withheld. */
  lookAtOrders(): Promise<{ orders: number; addresses: 'given' | 'withheld' | 'none' }>;
};

export type ProbeFor = (region: Region, credentials: Credentials) => Probe;
