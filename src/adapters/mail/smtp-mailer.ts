import { createTransport } from 'nodemailer';
import type { Mailer, Posted } from '#src/modules/notices/ports.ts';

export type MailConfig = {
  /** `smtp://user:password@host:587` (STARTTLS where the server offers it) or `smtps://…` (TLS from the first byte). */
  url: string;
  from: string;
};

/** For tests: a certificate that nobody signed. */
type Options = { trustAnyCertificate?: boolean; timeoutMs?: number };

/**
 * Hands mails to a mail server, one connection each. Where a password is sent, the connection must be encrypted, unless
 * the server is on this machine. Nothing is thrown; what went wrong is told without addresses, as it is shown to people.
 */
export function smtpMailer({ url, from }: MailConfig, { trustAnyCertificate = false, timeoutMs = 15_000 }: Options = {}): Mailer {
  const { protocol, hostname, port, username, password } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'smtps:';
  const isHere = /^(127\.|::1$|localhost$)/.test(host);
  const transport = createTransport({
    host,
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: username !== '' && !isHere,
    connectionTimeout: timeoutMs,
    greetingTimeout: timeoutMs,
    socketTimeout: timeoutMs,
    // What stands in a mail is ours: it never makes the desk read a file or fetch an address.
    disableFileAccess: true,
    disableUrlAccess: true,
    tls: { minVersion: 'TLSv1.2', rejectUnauthorized: !trustAnyCertificate },
    ...(username === '' ? {} : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
  });
  return {
    from,
    server: port === '' ? host : `${host}:${port}`,
    send: async ({ messageId, to, subject, text, html }) => {
      try {
        const headers = { 'Auto-Submitted': 'auto-generated' };
        await transport.sendMail({ messageId, from, to, subject, text, html, headers });
        return { kind: 'sent' };
      } catch (error) {
        return failureOf(error);
      }
    },
  };
}

type SmtpError = Error & { code?: string; responseCode?: number; response?: string };

const networkWords: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody listens at the address of the mail server',
  ECONNECTION: 'the connection to the mail server broke',
  ESOCKET: 'the connection to the mail server broke or its certificate is not trusted',
  ETIMEDOUT: 'the mail server does not answer in time',
  EDNS: 'the name of the mail server is not known',
  ETLS: 'the mail server offers no encryption',
};

/** A code of 5xx about the mail itself is final; about signing in, and all else, time or a person can mend it. */
function failureOf(thrown: unknown): Posted {
  const error: SmtpError = thrown instanceof Error ? thrown : new Error('unknown reason');
  const { code = '', responseCode } = error;
  if (code === 'EAUTH') return { kind: 'later', words: 'the mail server does not accept the user name or password' };
  if (responseCode !== undefined) {
    const words = `the mail server answers ${withoutAddresses(error.response ?? String(responseCode))}`;
    return { kind: responseCode >= 500 && (code === 'EENVELOPE' || code === 'EMESSAGE') ? 'refused' : 'later', words };
  }
  return { kind: 'later', words: networkWords[code] ?? 'the mail could not be handed over' };
}

const withoutAddresses = (text: string): string => text.replace(/<?[^\s<>@]+@[^\s<>@]+>?/g, '(address)').slice(0, 200);
