import { type AlertKindName, alertKinds, type Severity } from './alert-kinds.ts';
import type { Channel, Mode } from './ways.ts';

export type Choice = { kind: AlertKindName; channel: Channel; mode: Mode };

const usual: Readonly<Record<Severity, Readonly<Record<Channel, Mode>>>> = {
  critical: { mail: 'at_once', push: 'at_once' },
  warning: { mail: 'digest', push: 'off' },
  info: { mail: 'off', push: 'off' },
};

/** How a person hears of a kind who has chosen nothing: what is pressing at once, the rest once a day. */
function usualMode(kind: AlertKindName, channel: Channel): Mode {
  // A mail about mail that does not leave would only join the others.
  if (kind === 'desk.mail' && channel === 'mail') return 'off';
  return usual[alertKinds[kind].severity][channel];
}

export const modeOf = (choices: readonly Choice[], kind: AlertKindName, channel: Channel): Mode =>
  choices.find((choice) => choice.kind === kind && choice.channel === channel)?.mode ?? usualMode(kind, channel);
