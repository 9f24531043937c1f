import type { SimStore } from '../store/sim-store.ts';

/** In milliseconds: from a change to its notification. */
export type NotificationSettings = { delayMs: number };

const USUAL: NotificationSettings = { delayMs: 500 };

export const notificationSettings = (store: SimStore): NotificationSettings => ({
  ...USUAL,
  ...(store.settings.get('notifications') as Partial<NotificationSettings> | undefined),
});

export function changeNotificationSettings(store: SimStore, change: Partial<NotificationSettings>): void {
  store.settings.put('notifications', { ...notificationSettings(store), ...change });
}
