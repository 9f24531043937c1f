import { lazy, Suspense } from 'react';
import { useStore } from '../../lib/store.ts';
import { endAction, runningAction } from './action-store.ts';

const SlipsDialog = lazy(async () => ({ default: (await import('./slips-dialog.tsx')).SlipsDialog }));
const ConfirmDialog = lazy(async () => ({ default: (await import('./confirm-dialog.tsx')).ConfirmDialog }));
const LabelDialog = lazy(async () => ({ default: (await import('../labels/label-dialog.tsx')).LabelDialog }));
const MakeBatchDialog = lazy(async () => ({ default: (await import('../batches/make-batch-dialog.tsx')).MakeBatchDialog }));
const EditDialog = lazy(async () => ({ default: (await import('./edit-dialog.tsx')).EditDialog }));
const CancelDialog = lazy(async () => ({ default: (await import('./cancel-dialog.tsx')).CancelDialog }));
const AnnotateDialog = lazy(async () => ({ default: (await import('./annotate-dialog.tsx')).AnnotateDialog }));

/** Shows the dialog of the action that was started, wherever that was. */
export function ActionHost() {
  const action = useStore(runningAction);
  if (!action) return null;
  const { kind, targets, origin } = action;
  const props = { targets, onClose: endAction };
  return (
    <Suspense fallback={null}>
      {kind === 'slips' && <SlipsDialog {...props} />}
      {kind === 'confirm' && <ConfirmDialog {...props} />}
      {kind === 'label' && (targets.length > 1 ? <MakeBatchDialog {...props} origin={origin} /> : <LabelDialog {...props} />)}
      {kind === 'edit' && <EditDialog {...props} />}
      {kind === 'cancel' && <CancelDialog {...props} />}
      {(kind === 'tag' || kind === 'note' || kind === 'assign' || kind === 'hold') && <AnnotateDialog kind={kind} {...props} />}
    </Suspense>
  );
}
