import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useEffect } from 'react';
import { useHotkeys } from '../lib/use-hotkeys.ts';
import { openOverlay, useOverlay } from './overlays.ts';
import { usePages } from './use-pages.ts';

const loadPalette = () => import('./palette.tsx');
const Palette = lazy(async () => ({ default: (await loadPalette()).Palette }));
const KeySheet = lazy(async () => ({ default: (await import('./key-sheet.tsx')).KeySheet }));

/** Keys that work on every page, and what they open. */
export function GlobalKeys() {
  const navigate = useNavigate();
  const overlay = useOverlay();
  useEffect(() => {
    // Fetched ahead, so that what is typed right after Ctrl+K goes into the palette.
    const timer = setTimeout(() => void loadPalette(), 1_500);
    return () => clearTimeout(timer);
  }, []);
  const jumps = usePages().flatMap(({ jump, to }) => (jump ? [[`g ${jump}`, () => void navigate({ to })] as const] : []));
  useHotkeys({ ...Object.fromEntries(jumps), 'mod+k': () => openOverlay('palette'), '?': () => openOverlay('keys') });
  const close = () => openOverlay(null);
  return (
    <Suspense fallback={null}>
      {overlay === 'palette' && <Palette onClose={close} />}
      {overlay === 'keys' && <KeySheet onClose={close} />}
    </Suspense>
  );
}
