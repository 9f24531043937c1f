import { useCallback, useEffect, useRef, useState } from 'react';
import { setStationSettings, useStationSettings } from '../station/station-settings.ts';
import { type Connected, connectScale, type ScaleKind } from './scale-devices.ts';
import type { ScaleReading } from './weight.ts';

export type Scale = {
  reading: ScaleReading | null;
  name: string | null;
  /** Shows the browser's list of scales: only from a click or a key. Rejects when the browser refuses. */
  connect: (kind: ScaleKind) => Promise<void>;
  forget: () => void;
};

/** The scale of this station, where the browser can speak with one; connected again by itself after a reload. */
export function useScale(): Scale {
  const { scale: kind, baudRate } = useStationSettings();
  const [reading, setReading] = useState<ScaleReading | null>(null);
  const [name, setName] = useState<string | null>(null);
  const connected = useRef<Connected>(undefined);

  const open = useCallback(
    async (which: ScaleKind, ask: boolean) => {
      const found = await connectScale(which, setReading, { ask, baudRate });
      if (!found) return;
      connected.current?.stop();
      connected.current = found;
      setName(found.name);
      if (ask) setStationSettings({ scale: which });
    },
    [baudRate],
  );
  useEffect(() => {
    // A scale that is switched off or taken away is no fault of the station: a weight can be typed.
    if (kind !== 'none' && !connected.current) open(kind, false).catch(() => setName(null));
  }, [kind, open]);
  useEffect(() => () => connected.current?.stop(), []);

  const forget = () => {
    connected.current?.stop();
    connected.current = undefined;
    setName(null);
    setReading(null);
    setStationSettings({ scale: 'none' });
  };
  return { reading, name, connect: (which) => open(which, true), forget };
}
