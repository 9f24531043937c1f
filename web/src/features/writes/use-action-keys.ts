import { useEffect } from 'react';
import { useHotkeys } from '../../lib/use-hotkeys.ts';
import { type ActionOrigin, type ActionTarget, setCurrentTargets, startAction } from './action-store.ts';
import { useActionList } from './use-action-list.ts';

/** The action keys (p, c, t …) for these orders while the component is mounted. */
export function useActionKeys(targets: readonly ActionTarget[], origin?: ActionOrigin): void {
  useEffect(() => {
    setCurrentTargets(targets);
    return () => setCurrentTargets([]);
  }, [targets]);
  const keyed = useActionList().flatMap(({ kind, hotkey }) =>
    hotkey ? [[hotkey, () => startAction(kind, targets, origin)] as const] : [],
  );
  useHotkeys(Object.fromEntries(keyed));
}
