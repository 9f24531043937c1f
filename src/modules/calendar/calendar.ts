/** When a location works and when parcels leave it. Days are local, as 2026-12-25; times of day local, as 14:00. */
export type Calendar = {
  timeZone: string;
  saturday: boolean;
  sunday: boolean;
  /** Worked for seller-fulfilled Prime and premium orders alone. */
  premiumSaturday: boolean;
  premiumSunday: boolean;
  /** Working days from the order to the parcel; 0: the same day. */
  handlingDays: number;
  /** Until when an order is of its day, with handling on the same day. */
  orderUntil: string;
  /** When the day's parcels are collected, unless `cutOffs` says otherwise. */
  cutOff: string;
  safetyMinutes: number;
  /** `carrier` and `service` empty: any. */
  cutOffs: readonly { weekday: number; carrier: string; service: string; at: string }[];
  holidays: readonly { day: string; name: string }[];
};

/** What leaves: a premium order may leave on a weekend; a carrier or its service may collect at another time. */
export type Leaving = { premium?: boolean; carrier?: string; service?: string };
