import type { AccountId } from '#src/kernel/ids.ts';

/** Somebody who may hear of alerts. */
export type Recipient = {
  personId: string;
  /** Where their mail goes unless they chose another address. */
  email: string | null;
  /** null: all accounts. */
  accounts: readonly AccountId[] | null;
  /** Hears of the desk itself: its disk, its backup. */
  minds: boolean;
};

export type Recipients = () => Promise<readonly Recipient[]>;

export type Mail = { messageId: string; to: string; subject: string; text: string; html: string };

/** `later`: the server is away or asks for patience. `refused`: it will not take this mail. `words` hold no address. */
export type Posted = { kind: 'sent' } | { kind: 'later' | 'refused'; words: string };

/** Hands mails to a mail server. Throws nothing. `from` and `server` are shown to people. */
export type Mailer = { from: string; server: string; send(mail: Mail): Promise<Posted> };

/** A browser that takes pushes: its address at the push service and its keys, as the browser gave them. */
export type Subscription = { endpoint: string; p256dh: string; auth: string };

export type VapidKeys = { publicKey: string; privateKey: string };

/** `gone`: the browser no longer takes pushes. */
export type Pushed = Posted | { kind: 'gone' };

export type Pusher = {
  /** Whether this is the address of a push service; anything else is refused. */
  isPushService(endpoint: string): boolean;
  newKeys(): VapidKeys;
  send(subscription: Subscription, keys: VapidKeys, push: { topic: string; body: string }): Promise<Pushed>;
};
