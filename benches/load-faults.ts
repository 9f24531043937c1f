import type { Control } from '../simulator/control/control.ts';

/** What goes wrong at Amazon, one thing after the other, ten seconds each with quiet between. */
const sequence = [
  { kind: 'throttle', probability: 0.5 },
  undefined,
  { kind: 'server-error', probability: 0.5 },
  undefined,
  { kind: 'reset-before', probability: 0.3 },
  { kind: 'reset-after', probability: 0.3 },
  undefined,
  { kind: 'slow', ms: 3_000, probability: 0.5 },
  { kind: 'truncate', probability: 0.3 },
  undefined,
  { kind: 'unknown-field', probability: 0.5 },
  { kind: 'expire-token', count: 2 },
] as const;

/** Takes the last fault away and lets the next one begin. */
export function changeFaults(control: Control, beat: number): void {
  control.faults.clear();
  const fault = sequence[beat % sequence.length];
  if (fault) control.faults.add(fault);
}
