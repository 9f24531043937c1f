import { useEffect } from 'react';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { actionList } from './action-list.ts';
import { type ActionTarget, setCurrentTargets, startAction } from './action-store.ts';

/** The action keys (p, c, t …) for these orders while the component is mounted. */
export function useActionKeys(targets: readonly ActionTarget[]): void {
  useEffect(() => {
    setCurrentTargets(targets);
    return () => setCurrentTargets([]);
  }, [targets]);
  const keyed = actionList.flatMap(({ kind, hotkey }) => (hotkey ? [[hotkey, () => startAction(kind, targets)] as const] : []));
  useHotkeys(Object.fromEntries(keyed));
}
