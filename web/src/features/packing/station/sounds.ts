export type Sound = 'good' | 'bad' | 'ask';

/** Each sound is a few tones: frequency in hertz, start and length in seconds. They differ in rhythm, not in pitch alone. */
const tones: Readonly<Record<Sound, { wave: OscillatorType; notes: readonly (readonly [hertz: number, from: number, length: number])[] }>> =
  {
    good: { wave: 'sine', notes: [[1_320, 0, 0.09]] },
    ask: {
      wave: 'triangle',
      notes: [
        [740, 0, 0.12],
        [740, 0.2, 0.12],
      ],
    },
    bad: {
      wave: 'square',
      notes: [
        [220, 0, 0.22],
        [165, 0.26, 0.4],
      ],
    },
  };

let context: AudioContext | undefined;

/** Browsers let a page sound only after a key or a click: called at each of them, cheap after the first. */
export function wakeSound(): void {
  // Before anybody touched the page a browser would refuse, and complain.
  if (!('AudioContext' in window) || navigator.userActivation?.hasBeenActive === false) return;
  context ??= new AudioContext();
  if (context.state === 'suspended') void context.resume().catch(() => undefined);
}

export function play(sound: Sound): void {
  wakeSound();
  if (context?.state !== 'running' && context?.state !== 'suspended') return;
  const { wave, notes } = tones[sound];
  for (const [hertz, from, length] of notes) {
    const start = context.currentTime + from;
    const tone = new OscillatorNode(context, { type: wave, frequency: hertz });
    const volume = new GainNode(context, { gain: 0 });
    // Rising and falling within milliseconds: a tone that is cut off clicks.
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.25, start + 0.01);
    volume.gain.setValueAtTime(0.25, start + length - 0.02);
    volume.gain.linearRampToValueAtTime(0, start + length);
    tone.connect(volume).connect(context.destination);
    tone.start(start);
    tone.stop(start + length);
  }
}
