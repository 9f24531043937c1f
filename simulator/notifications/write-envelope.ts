import { iso, type View } from '../orders/view.ts';
import { SENT_TYPES, type SimNotification } from './sim-notification.ts';

/** The message as it stands in the queue. ORDER_CHANGE begins its names with capitals, the others do not. */
export function writeEnvelope({ type, body, notificationId, subscriptionId }: SimNotification, publishedAt: number): string {
  const version = SENT_TYPES[type];
  const metadata = { applicationId: body.applicationId, subscriptionId, publishTime: iso(publishedAt), notificationId };
  const envelope = {
    notificationVersion: version,
    notificationType: type,
    payloadVersion: version,
    eventTime: iso(body.eventAt),
    payload: body.payload,
  };
  return JSON.stringify(
    type === 'ORDER_CHANGE'
      ? { ...capitalised(envelope), NotificationMetadata: capitalised(metadata) }
      : { ...envelope, notificationMetadata: metadata },
  );
}

const capitalised = (view: View): View =>
  Object.fromEntries(Object.entries(view).map(([name, value]) => [name.charAt(0).toUpperCase() + name.slice(1), value]));
