import { parseArgs } from 'node:util';
import type { TrackingIdentity } from '#src/modules/shipping/contract.ts';
import { identifyTracking } from '#src/modules/shipping/questions.ts';

const help = `Usage: npm run waybill -- tracking identify <number> [--country <code>] [--json]

Says which carriers a tracking number may be of, and whether its check digit is right.

  --country <code>  country of dispatch, such as US or DE; ranks numbers that fit several carriers
  --json            one line: {"number","normalised","valid","carriers":[{"code","name","format","valid"}]}
  --help            this text

Exit code: 0 the number is valid, 1 it is not, 2 the command was not understood.`;

/** `tracking identify <number>`: needs no desk and no database. Answers the exit code. */
export async function runTracking(args: string[], out: (line: string) => void): Promise<number> {
  const asked = parse(args);
  if (asked?.help) {
    out(help);
    return 0;
  }
  if (!asked || asked.verb !== 'identify' || asked.number === undefined) {
    out(help);
    return 2;
  }
  const identity = identifyTracking(asked.number, asked.country === undefined ? {} : { country: asked.country });
  if (asked.json) out(JSON.stringify(identity));
  else for (const line of inWords(identity)) out(line);
  return identity.valid ? 0 : 1;
}

function parse(args: string[]) {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { help: { type: 'boolean', short: 'h' }, json: { type: 'boolean' }, country: { type: 'string' } },
    });
    const [verb, ...rest] = positionals;
    // A number copied with its blanks arrives as several words.
    return { ...values, verb, number: rest.length > 0 ? rest.join(' ') : undefined };
  } catch {
    return undefined;
  }
}

function inWords({ normalised, valid, carriers, warning, refusal }: TrackingIdentity): string[] {
  if (refusal) return [refusal.reason];
  if (carriers.length === 0) return [`${normalised} has no form of a tracking number that Waybill knows.`];
  return [
    `${normalised} is ${valid ? 'valid' : 'not valid: its check digit is wrong'}.`,
    ...carriers.map(({ name, format, valid: fits }) => `  ${name} (${format})${fits ? '' : ', wrong check digit'}`),
    ...(warning && valid ? [warning] : []),
  ];
}
