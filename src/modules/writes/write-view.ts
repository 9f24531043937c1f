import type { OrderWrite } from '#src/modules/orders/contract.ts';
import type { Write } from './write.ts';

const iso = (at: Date | null): string | null => at?.toISOString() ?? null;

/** A write as the web and other programs see it. */
export const writeView = (write: Write): OrderWrite => ({
  writeId: write.writeId,
  kind: write.kind,
  state: write.state,
  reason: write.reason,
  amazonCode: write.amazonCode,
  amazonMessage: write.amazonMessage,
  askedBy: write.askedBy,
  askedAt: write.askedAt.toISOString(),
  sentAt: iso(write.sentAt),
  acceptedAt: iso(write.acceptedAt),
  verifiedAt: iso(write.verifiedAt),
  nextAt: write.state === 'queued' || write.state === 'sent' || write.state === 'accepted' ? write.nextAt.toISOString() : null,
  payload: { ...write.payload },
});
