import { useEffect, useRef } from 'react';
import type { ScaleReading } from '../scale/weight.ts';
import type { Instruction } from './instruction.ts';
import type { StationDesk } from './station-desk.ts';

/** Takes the weight of a connected scale by itself once it rests, while a weight is wanted; each reading once. */
export function useAutoWeight(desk: StationDesk, reading: ScaleReading | null, step: Instruction['step']): void {
  const taken = useRef(0);
  const grams = reading && 'grams' in reading && reading.stable ? Math.round(reading.grams) : 0;
  const isWanted = step === 'weigh' || step === 'weightOff';
  useEffect(() => {
    // The plate was empty in between: the next parcel may weigh the same.
    if (grams < 2) taken.current = 0;
    if (!isWanted || grams < 2 || grams === taken.current) return;
    taken.current = grams;
    desk.act({ act: 'weight', grams, source: 'scale' });
  }, [desk, grams, isWanted]);
}
