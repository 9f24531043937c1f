import type { Db, Tx } from '#src/platform/db.ts';
import type { ReviewView } from './contract.ts';

/** Notes down everybody and every key that has access now. */
export async function openReview(tx: Tx, by: string, now: Date): Promise<string> {
  const [row] = await tx.query<{ id: string }>({
    text: 'INSERT INTO access_review (started_at, started_by) VALUES ($1, $2) RETURNING review_id AS id',
    values: [now, by],
  });
  const id = row?.id ?? '';
  await tx.query({
    text: `INSERT INTO access_review_line (review_id, kind, subject_id, name, role, accounts, last_used_at)
      SELECT $1::bigint, 'person', p.id, p.name, p.role, p.accounts, p.last_sign_in_at FROM person p WHERE p.disabled_at IS NULL
      UNION ALL
      SELECT $1::bigint, 'key', k.key_id, k.name, p.role, k.accounts, k.used_at FROM api_key k JOIN person p ON p.id = k.person_id
        WHERE k.revoked_at IS NULL AND k.expires_at > $2::timestamptz AND p.disabled_at IS NULL`,
    values: [id, now],
  });
  return id;
}

/** False when there is no such line of an open review. */
export async function decideLine(
  tx: Tx,
  reviewId: string,
  line: { kind: string; id: string; decision: string },
  by: string,
  now: Date,
): Promise<boolean> {
  const rows = await tx.query({
    text: `UPDATE access_review_line SET decision = $4, decided_by = $5, decided_at = $6
      WHERE review_id = $1 AND kind = $2 AND subject_id = $3 AND (decision IS NULL OR decision = 'keep')
        AND EXISTS (SELECT 1 FROM access_review r WHERE r.review_id = $1 AND r.finished_at IS NULL) RETURNING subject_id`,
    values: [reviewId, line.kind, line.id, line.decision, by, now],
  });
  return rows.length > 0;
}

/** How many lines wait; undefined when the review is not open. */
export async function undecided(tx: Tx, reviewId: string): Promise<number | undefined> {
  const [row] = await tx.query<{ n: number }>({
    text: `SELECT count(l.subject_id) FILTER (WHERE l.decision IS NULL)::int AS n FROM access_review r
      JOIN access_review_line l ON l.review_id = r.review_id WHERE r.review_id = $1 AND r.finished_at IS NULL HAVING count(*) > 0`,
    values: [reviewId],
  });
  return row?.n;
}

export const closeReview = (tx: Tx, reviewId: string, by: string, now: Date): Promise<unknown> =>
  tx.query({ text: 'UPDATE access_review SET finished_at = $2, finished_by = $3 WHERE review_id = $1', values: [reviewId, now, by] });

export const holdReviews = (tx: Tx): Promise<unknown> =>
  tx.query({ text: `SELECT pg_advisory_xact_lock(hashtextextended('waybill access review', 0))` });

type Row = Omit<ReviewView, 'startedAt' | 'finishedAt' | 'lines'> & { startedAt: Date; finishedAt: Date | null };
type LineRow = Omit<ReviewView['lines'][number], 'lastUsedAt'> & { reviewId: string; lastUsedAt: Date | null };

/** The last reviews, newest first, whole. */
export async function selectReviews(db: Db, count: number): Promise<ReviewView[]> {
  const reviews = await db.query<Row>({
    text: `SELECT r.review_id AS id, r.started_at AS "startedAt", r.started_by AS "startedBy", r.finished_at AS "finishedAt",
      r.finished_by AS "finishedBy" FROM access_review r ORDER BY r.review_id DESC LIMIT $1`,
    values: [count],
  });
  const lines = await db.query<LineRow>({
    text: `SELECT l.review_id AS "reviewId", l.kind, l.subject_id AS id, l.name, l.role, l.accounts::text[] AS accounts,
      l.last_used_at AS "lastUsedAt", l.decision, l.decided_by AS "decidedBy"
      FROM access_review_line l WHERE l.review_id = ANY ($1::bigint[]) ORDER BY l.kind DESC, l.name, l.subject_id`,
    values: [reviews.map(({ id }) => id)],
  });
  return reviews.map((review) => ({
    ...review,
    startedAt: review.startedAt.toISOString(),
    finishedAt: review.finishedAt?.toISOString() ?? null,
    lines: lines
      .filter(({ reviewId }) => reviewId === review.id)
      .map(({ reviewId: _, lastUsedAt, ...line }) => ({ ...line, lastUsedAt: lastUsedAt?.toISOString() ?? null })),
  }));
}

/** When the last review was finished; null when there was none. */
export async function lastReviewAt(db: Db): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>({ text: 'SELECT max(r.finished_at) AS at FROM access_review r' });
  return row?.at ?? null;
}

/** When the last review was finished, or the first real person came; null on a desk without one. */
export async function reviewedAt(db: Db): Promise<Date | null> {
  const [row] = await db.query<{ at: Date | null }>({
    text: `SELECT coalesce((SELECT max(r.finished_at) FROM access_review r), (SELECT min(p.created_at) FROM person p)) AS at`,
  });
  return row?.at ?? null;
}
