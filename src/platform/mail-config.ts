/** Where mail goes out; undefined: nowhere. The address may hold a password. */
export type MailConfig = Readonly<{ url: string; from: string }>;

const addressee = /^(?:[^<>@\r\n]{1,80} )?<?[^\s<>@]+@[^\s<>@]+>?$/;

/** Reads the variables of mail. `wrong` is told of each that does not fit, never of its value. */
export function readMailConfig(
  text: (name: string) => string | undefined,
  wrong: (field: string, message: string) => void,
): MailConfig | undefined {
  const url = text('WAYBILL_SMTP_URL');
  const from = text('WAYBILL_MAIL_FROM');
  if (url === undefined && from === undefined) return undefined;
  if (url === undefined || !isServer(url))
    wrong('WAYBILL_SMTP_URL', 'must be the address of a mail server such as smtps://user:password@mail.example.com or smtp://127.0.0.1:25');
  if (from === undefined || !addressee.test(from))
    wrong('WAYBILL_MAIL_FROM', 'must be the address that mails come from, such as Desk <desk@example.com>');
  return Object.freeze({ url: url ?? '', from: from ?? '' });
}

function isServer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname, pathname } = new URL(text);
  return (protocol === 'smtp:' || protocol === 'smtps:') && hostname !== '' && (pathname === '' || pathname === '/');
}
