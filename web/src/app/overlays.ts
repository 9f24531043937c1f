import { createStore, useStore } from '../lib/store.ts';

type Overlay = 'palette' | 'keys' | null;
const overlay = createStore<Overlay>(null);

export const openOverlay = (name: Overlay): void => overlay.set(name);
export const useOverlay = (): Overlay => useStore(overlay);
