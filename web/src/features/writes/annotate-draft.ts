import i18next from 'i18next';
import type { AnnotateBody } from '#src/modules/orders/contract.ts';
import type { ActionTarget } from './action-store.ts';
import type { OutcomeRow } from './outcome-list.tsx';

export type Draft = {
  kind: 'tag' | 'note' | 'assign' | 'hold';
  add: string;
  remove: readonly string[];
  note: string;
  assignee: string;
  hold: string;
};

const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

/** What the form asks for, or `null` while it asks for nothing. An empty assignee, or hold, takes it away. */
export function changeOf({ kind, add, remove, note, assignee, hold }: Draft): Omit<AnnotateBody, 'orders'> | null {
  const addTags = tagsOf(add);
  if (kind === 'tag') return addTags.length + remove.length > 0 ? { addTags, removeTags: [...remove] } : null;
  if (kind === 'note') return note.trim() ? { note: note.trim() } : null;
  if (kind === 'hold') return { hold: hold.trim() || null };
  return { assignee: assignee.trim() || null };
}

/** What changes for each order. */
export function annotatePreview(draft: Draft, targets: readonly ActionTarget[]): OutcomeRow[] {
  return targets.map((target) => {
    const text = effect(draft, target);
    const { accountId, orderId } = target;
    return { key: `${accountId}/${orderId}`, orderId, outcome: text ? 'will' : 'skip', text: text || i18next.t('annotate.nothing') };
  });
}

function effect(draft: Draft, target: ActionTarget): string {
  const { kind } = draft;
  if (kind === 'note') return i18next.t('annotate.getsNote');
  if (kind === 'hold') return holdEffect(draft.hold.trim(), target);
  if (kind === 'assign') {
    const name = draft.assignee.trim();
    if ((target.assignee ?? '') === name) return '';
    return [target.assignee, name || i18next.t('annotate.nobody')].filter(Boolean).join(' → ');
  }
  const added = tagsOf(draft.add).filter((tag) => !target.tags.includes(tag));
  const removed = draft.remove.filter((tag) => target.tags.includes(tag));
  return [...added.map((tag) => `+ ${tag}`), ...removed.map((tag) => `− ${tag}`)].join('  ');
}

function holdEffect(reason: string, target: ActionTarget): string {
  if (reason) return i18next.t(target.heldAt === null ? 'annotate.isHeld' : 'annotate.heldAnew');
  return target.heldAt === null ? '' : i18next.t('annotate.isReleased');
}
