import type { SaidAlert } from './say-alert.ts';

export type MessageAlert = SaidAlert & { account: string; openedAt: Date };
export type Words = { subject: string; text: string; html: string };

const rank = { critical: 0, warning: 1, info: 2 } as const;
const headings = { critical: 'To do now', warning: 'To look at', info: 'To know' } as const;
/** More than this is a page, not a mail. */
const mostListed = 40;

/** The most pressing first, then the oldest. */
const inOrder = (alerts: readonly MessageAlert[]): MessageAlert[] =>
  alerts.toSorted((a, b) => rank[a.severity] - rank[b.severity] || a.openedAt.getTime() - b.openedAt.getTime());

/** A mail about alerts: one of them by its own title, several as a list. `publicUrl` makes links of the pages. */
export function composeMail(alerts: readonly MessageAlert[], mode: 'at_once' | 'digest', publicUrl: string | undefined): Words {
  const sorted = inOrder(alerts);
  const listed = sorted.slice(0, mostListed);
  const [first] = sorted;
  const single = mode === 'at_once' && sorted.length === 1 && first;
  const subject = single
    ? `${first.title} · ${first.account}`
    : mode === 'digest'
      ? `Today at the desk: ${sorted.length === 1 ? 'one thing' : `${sorted.length} things`} to look at`
      : `${sorted.length} things at the desk need you`;
  const more = sorted.length - listed.length;
  const rest = more > 0 ? `And ${more} more, on the page Alerts.` : '';
  const close = 'What you hear of, where and when is your choice: Alerts, Choices.';
  const link = (page: string) => (publicUrl === undefined ? undefined : `${publicUrl}${page}`);
  const lines: string[] = [];
  const blocks: string[] = [];
  for (const severity of ['critical', 'warning', 'info'] as const) {
    const group = listed.filter((alert) => alert.severity === severity);
    if (group.length === 0) continue;
    lines.push(headings[severity].toUpperCase(), '');
    blocks.push(`<h2 style="font-size:15px;margin:24px 0 8px">${headings[severity]}</h2>`);
    for (const alert of group) {
      const url = link(alert.page);
      lines.push(`* ${alert.title} (${alert.account})`, `  ${alert.text}`, ...(url === undefined ? [] : [`  ${url}`]), '');
      const title = url === undefined ? escapeHtml(alert.title) : `<a href="${escapeHtml(url)}">${escapeHtml(alert.title)}</a>`;
      blocks.push(
        `<p style="margin:0 0 14px"><b>${title}</b> · ${escapeHtml(alert.account)}<br><span style="color:#555">${escapeHtml(alert.text)}</span></p>`,
      );
    }
  }
  const tail = [rest, close].filter((line) => line !== '');
  return {
    subject: oneLine(subject),
    text: [...lines, ...tail, ''].join('\n'),
    html: `<!doctype html><html lang="en"><body style="font:14px/1.5 sans-serif;color:#222;max-width:640px">${blocks.join('')}${tail
      .map((line) => `<p style="color:#777;font-size:12px">${escapeHtml(line)}</p>`)
      .join('')}</body></html>`,
  };
}

/** What a browser shows: a title, a line, and the page that a click opens. At most a few hundred bytes. */
export function composePush(alerts: readonly MessageAlert[]): { title: string; text: string; page: string } {
  const sorted = inOrder(alerts);
  const [first] = sorted;
  if (!first) return { title: 'Waybill', text: '', page: '/alerts' };
  if (sorted.length === 1) return { title: short(first.title), text: short(first.account), page: first.page };
  return { title: `${sorted.length} things at the desk need you`, text: short(first.title), page: '/alerts' };
}

const short = (text: string) => (text.length > 160 ? `${text.slice(0, 159)}…` : text);
/** A subject is one line, whatever an account is called. */
const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();

const escapeHtml = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
