import type { TrackingIdentity } from '#src/modules/shipping/contract.ts';
import { identifyTracking } from '#src/modules/shipping/questions.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { readArguments } from './read-arguments.ts';

/** Needs no desk and no database. */
export const tracking: Command = {
  name: 'tracking identify',
  summary: 'say whose a tracking number may be, and whether it is right',
  help: `Usage: npm run waybill -- tracking identify <number> [--country <code>] [--json]

Says which carriers a tracking number may be of, and whether its check digit is right.

  --country <code>  country of dispatch, such as US or DE; ranks numbers that fit several carriers
  --json            one line: {"number","normalised","valid","carriers":[{"code","name","format","valid"}]}
  --help            this text

0 is answered when the number is valid, 1 when it is not.`,
  run: async (args, { out }) => {
    const { values, words } = readArguments(args, { country: { type: 'string' } });
    if (words.length === 0) throw new UsageError('number is missing');
    // A number copied with its blanks arrives as several words.
    const identity = identifyTracking(words.join(' '), values.country === undefined ? {} : { country: values.country });
    if (values.json) out(JSON.stringify(identity));
    else for (const line of inWords(identity)) out(line);
    return identity.valid ? exitCodes.ok : exitCodes.found;
  },
};

function inWords({ normalised, valid, carriers, warning, refusal }: TrackingIdentity): string[] {
  if (refusal) return [refusal.reason];
  if (carriers.length === 0) return [`${normalised} has no form of a tracking number that Waybill knows.`];
  return [
    `${normalised} is ${valid ? 'valid' : 'not valid: its check digit is wrong'}.`,
    ...carriers.map(({ name, format, valid: fits }) => `  ${name} (${format})${fits ? '' : ', wrong check digit'}`),
    ...(warning ? [warning] : []),
  ];
}
