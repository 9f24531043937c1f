/** A parcel of Easy Ship: its measures as they were asked about, and its slot once it is scheduled. Times are epoch milliseconds. */
export type SimScheduled = {
  orderId: string;
  sellerId: string;
  dimensions: { length: number; width: number; height: number; unit: 'cm' };
  weight: { value: number; unit: 'g' | 'grams' };
  packageId?: string;
  identifier?: string;
  slot?: SimSlot;
};

export type SimSlot = { slotId: string; start: number; end: number; method: 'PICKUP' | 'DROPOFF' };
