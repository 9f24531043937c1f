import { AppError } from '#src/kernel/app-error.ts';
import type { Tx } from '#src/platform/db.ts';

/** What a person keeps: the state of the grid as in its URL, under a name. */
export type ViewInput = { readonly name: string; readonly query: string; readonly columns: unknown; readonly shared: boolean };

/** Keeps a new view at the end of the list; the answer is its id. */
export async function addView(tx: Tx, owner: string, view: ViewInput, now: Date): Promise<string> {
  const [row] = await tx.query<{ view_id: string }>({
    text: `INSERT INTO saved_view (name, query, columns, owner, shared, position, changed_at)
      SELECT $1, $2, $3, $4, $5, COALESCE(max(v.position), 0) + 1, $6 FROM saved_view v RETURNING view_id`,
    values: [view.name, view.query, JSON.stringify(view.columns ?? null), owner, view.shared, now],
  });
  return row?.view_id ?? '';
}

/** Throws NOT_FOUND, and FORBIDDEN for a view of somebody else: shared views are changed by who made them. */
export async function changeView(tx: Tx, owner: string, viewId: string, view: ViewInput, now: Date): Promise<void> {
  await mustOwn(tx, owner, viewId);
  await tx.query({
    text: 'UPDATE saved_view SET name = $2, query = $3, columns = $4, shared = $5, changed_at = $6 WHERE view_id = $1',
    values: [viewId, view.name, view.query, JSON.stringify(view.columns ?? null), view.shared, now],
  });
}

/** Throws NOT_FOUND and FORBIDDEN as `changeView` does. */
export async function removeView(tx: Tx, owner: string, viewId: string): Promise<void> {
  await mustOwn(tx, owner, viewId);
  await tx.query({ text: 'DELETE FROM saved_view WHERE view_id = $1', values: [viewId] });
}

async function mustOwn(tx: Tx, owner: string, viewId: string): Promise<void> {
  const rows = /^\d{1,18}$/.test(viewId)
    ? await tx.query<{ owner: string; shared: boolean }>({
        text: 'SELECT owner, shared FROM saved_view WHERE view_id = $1 FOR UPDATE',
        values: [viewId],
      })
    : [];
  const [view] = rows;
  // What is not shared is not there for anybody else.
  if (!view || (view.owner !== owner && !view.shared)) throw new AppError('NOT_FOUND', 'there is no saved view with this id');
  if (view.owner !== owner) throw new AppError('FORBIDDEN', 'this view belongs to somebody else: save a copy of it under another name');
}
