import { AppError } from '#src/kernel/app-error.ts';
import { type Actor, record } from '#src/modules/audit/index.ts';
import type { ReviewsView } from './contract.ts';
import { revokeKey } from './key-store.ts';
import { changePerson } from './manage-people.ts';
import type { PeopleDeps } from './people-deps.ts';
import { closeReview, decideLine, holdReviews, openReview, reviewedAt, selectReviews, undecided } from './review-store.ts';

/** Who may do what is looked at once a quarter. */
const quarterMs = 91 * 86_400_000;
const shown = 12;

export async function listReviews({ database, clock }: PeopleDeps): Promise<ReviewsView> {
  const [reviews, last] = await database.read([], async (db) => [await selectReviews(db, shown), await reviewedAt(db)] as const);
  return {
    dueAt: new Date((last ?? clock.now()).getTime() + quarterMs).toISOString(),
    open: reviews.find(({ finishedAt }) => finishedAt === null) ?? null,
    past: reviews.filter(({ finishedAt }) => finishedAt !== null),
  };
}

type Reviewer = { actor: Actor; name: string };

/** Starts a review of everybody who has access now. Throws NOT_ALLOWED_NOW while one is open. */
export async function startReview({ database, clock }: PeopleDeps, { actor, name }: Reviewer): Promise<void> {
  await database.write([], async (tx) => {
    await holdReviews(tx);
    const [newest] = await selectReviews(tx, 1);
    if (newest && newest.finishedAt === null) throw new AppError('NOT_ALLOWED_NOW', 'a review is open: finish it first');
    const id = await openReview(tx, name, clock.now());
    await record(tx, clock.now(), { actor, action: 'review.started', subjects: [id] });
  });
}

export type Decision = { kind: 'person' | 'key'; id: string; decision: 'keep' | 'remove' };

/** Keeps somebody's access or takes it away at once. Taking away cannot be undone here, only on the page of people. */
export async function decideReview(deps: PeopleDeps, { actor, name }: Reviewer, reviewId: string, line: Decision): Promise<void> {
  const { database, clock } = deps;
  const now = clock.now();
  if (line.decision === 'remove' && line.kind === 'person') {
    if (line.id === actor.id) throw new AppError('NOT_ALLOWED_NOW', 'nobody takes their own access away: let another owner decide');
    await changePerson(deps, actor, line.id, { active: false });
  }
  await database.write([], async (tx) => {
    if (!(await decideLine(tx, reviewId, line, name, now))) throw new AppError('NOT_FOUND', 'this review has no such open line');
    if (line.decision === 'remove' && line.kind === 'key') await revokeKey(tx, line.id, now);
    await record(tx, now, {
      actor,
      action: `review.${line.decision}`,
      subjects: [line.id],
      details: { review: reviewId, kind: line.kind },
    });
  });
}

/** Ends a review in which everything is decided. */
export async function finishReview({ database, clock }: PeopleDeps, { actor, name }: Reviewer, reviewId: string): Promise<void> {
  const now = clock.now();
  await database.write([], async (tx) => {
    await holdReviews(tx);
    const waiting = await undecided(tx, reviewId);
    if (waiting === undefined) throw new AppError('NOT_FOUND', 'there is no such open review');
    if (waiting > 0) throw new AppError('NOT_ALLOWED_NOW', `${waiting} lines are not decided yet`);
    await closeReview(tx, reviewId, name, now);
    await record(tx, now, { actor, action: 'review.finished', subjects: [reviewId] });
  });
}
