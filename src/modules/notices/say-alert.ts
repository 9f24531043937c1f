import { type AlertDetails, type AlertKind, alertKinds, isAlertKind, type Severity } from './alert-kinds.ts';

export type SaidAlert = { title: string; text: string; page: string; severity: Severity };

/**
 * The words of an alert in the time of `timeZone`. A kind that this version does not know (the desk went back to an
 * older one) is told by its name.
 */
export function sayAlert(alert: { accountId: string; kind: string; details: AlertDetails }, timeZone: string): SaidAlert {
  if (!isAlertKind(alert.kind))
    return { title: alert.kind, text: 'This version does not know this kind of alert.', page: '/alerts', severity: 'warning' };
  const kind: AlertKind = alertKinds[alert.kind];
  const words = { details: alert.details, time: (at: string | number | null | undefined) => sayTime(at, timeZone) };
  const page = kind.page({ ...alert.details, accountId: alert.accountId });
  return { title: kind.title(words), text: kind.text(words), page, severity: kind.severity };
}

/** "Sun 22 Nov, 15:00 GMT+1" */
function sayTime(at: string | number | Date | null | undefined, timeZone: string): string {
  if (at === null || at === undefined) return 'an unknown time';
  const parts: Intl.DateTimeFormatOptions = { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' };
  return new Intl.DateTimeFormat('en-GB', { ...parts, timeZone, timeZoneName: 'short' }).format(new Date(at));
}
