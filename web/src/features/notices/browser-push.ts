import type { SubscriptionBody } from '#src/modules/notices/contract.ts';

/** Pushes need a service worker, which browsers allow under https and on this machine alone. */
export const canPush = (): boolean => 'serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window;

/**
 * Asks the browser for a subscription of its own, made for the key of this desk. Undefined when the person says no.
 * The worker stands at the root, so that a click can open any page of the desk.
 */
export async function subscribeBrowser(publicKey: string): Promise<SubscriptionBody | undefined> {
  if ((await Notification.requestPermission()) !== 'granted') return undefined;
  const registration = await navigator.serviceWorker.register('/push-worker.js');
  await navigator.serviceWorker.ready;
  const old = await registration.pushManager.getSubscription();
  // One made for another desk's key, or an older one, would be refused by the push service.
  await old?.unsubscribe();
  const made = await registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: publicKey });
  const { endpoint, keys } = made.toJSON();
  return { endpoint: endpoint ?? '', p256dh: keys?.p256dh ?? '', auth: keys?.auth ?? '', label: browserName(navigator.userAgent) };
}

const browsers = [
  ['Edg/', 'Edge'],
  ['OPR/', 'Opera'],
  ['Firefox/', 'Firefox'],
  ['Chrome/', 'Chrome'],
  ['Safari/', 'Safari'],
] as const;
const systems = ['Windows', 'Android', 'iPhone', 'iPad', 'Mac', 'Linux'] as const;

/** "Firefox on Windows": enough to tell one's own browsers apart. */
export function browserName(userAgent: string): string {
  const browser = browsers.find(([mark]) => userAgent.includes(mark))?.[1] ?? 'A browser';
  const system = systems.find((name) => userAgent.includes(name));
  return system ? `${browser} on ${system}` : browser;
}
