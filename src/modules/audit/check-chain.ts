import type { Db } from '#src/platform/db.ts';
import { brokenAt, firstHash } from './chain-rules.ts';
import { digest } from './record.ts';
import { selectChain } from './views.ts';

const portion = 2_000;

/** Goes through the whole chain; tells the first entry that does not hold. */
export async function checkChain(db: Db): Promise<{ ok: boolean; entries: number; brokenAt: string | null; head: string | null }> {
  let last = { seq: '0', hash: firstHash };
  for (let entries = 0; ; ) {
    const links = await selectChain(db, last.seq, portion);
    const broken = brokenAt(links, digest, last);
    if (broken !== undefined) return { ok: false, entries, brokenAt: broken, head: null };
    const newest = links.at(-1);
    if (!newest) return { ok: true, entries, brokenAt: null, head: entries === 0 ? null : last.hash };
    entries += links.length;
    last = newest;
  }
}
