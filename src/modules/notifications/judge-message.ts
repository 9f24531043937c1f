import type { Content, ReadMessage } from './ports.ts';

export type Poison = { reason: string; detail: string };
export type Workable = Exclude<Content, { kind: 'odd' }>;

/** What can be worked on, or why it cannot: unreadable, of a type or for a seller that nobody here waits for. */
export function judgeMessage(
  { content }: ReadMessage,
  sellerId: string | null,
): { ok: true; content: Workable } | ({ ok: false } & Poison) {
  if (content.kind === 'odd') return { ok: false, reason: content.reason, detail: content.detail };
  if (sellerId !== null && content.sellerId !== sellerId)
    return {
      ok: false,
      reason: 'wrong_seller',
      detail: 'the message is for another seller than this account; each account needs a queue of its own',
    };
  return { ok: true, content };
}
