import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export type ReceivedMail = { to: string[]; messageId: string; subject: string; text: string; html: string };

/** What the server does with the next mails instead of taking them. */
export type Mood = 'take' | 'refuse-addressee' | 'try-later' | 'hang-up-after-taking';

export type MailServer = {
  url: string;
  port: number;
  mails: ReceivedMail[];
  mood: Mood;
  close(): Promise<void>;
};

const refusal = (responseCode: number, message: string) => Object.assign(new Error(message), { responseCode });

/** A real mail server on this machine that keeps what it is given. With `port` it comes back where it was. */
export async function startMailServer(port = 0): Promise<MailServer> {
  const mails: ReceivedMail[] = [];
  const state: MailServer = { url: '', port: 0, mails, mood: 'take', close: async () => {} };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    allowInsecureAuth: true,
    onAuth: ({ username, password }, _session, done) =>
      username === 'desk' && password === 'p@ss word' ? done(null, { user: 'desk' }) : done(refusal(535, 'Authentication failed')),
    onRcptTo: ({ address }, _session, done) =>
      state.mood === 'refuse-addressee' ? done(refusal(550, `No such user <${address}>`)) : done(),
    onData: (stream, session, done) => {
      const take = async (): Promise<Error | undefined> => {
        const mail = await simpleParser(stream);
        if (state.mood === 'try-later') return refusal(451, 'Greylisted, try again');
        const to = session.envelope.rcptTo.map(({ address }) => address);
        mails.push(keptOf(mail, to));
        return undefined;
      };
      void take().then((refused) => {
        // It has the mail, and the desk never hears so.
        if (state.mood === 'hang-up-after-taking') for (const connection of server.connections) connection.close();
        else setImmediate(() => (refused ? done(refused) : done()));
      });
    },
  });
  server.on('error', () => {});
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  state.port = (server.server.address() as AddressInfo).port;
  state.url = `smtp://127.0.0.1:${state.port}`;
  state.close = () => new Promise((resolve) => server.close(() => resolve()));
  return state;
}

const keptOf = (mail: ParsedMail, to: string[]): ReceivedMail => ({
  to,
  messageId: mail.messageId ?? '',
  subject: mail.subject ?? '',
  text: mail.text ?? '',
  html: mail.html === false ? '' : mail.html,
});
