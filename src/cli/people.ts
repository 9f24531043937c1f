import { z } from 'zod';
import { linkMade, type PersonView, personView } from '#src/modules/people/contract.ts';
import { type Command, UsageError } from './command.ts';
import { exitCodes } from './exit-codes.ts';
import { tableLines } from './print-table.ts';
import type { Desk } from './reach-desk.ts';
import { noWords, readArguments } from './read-arguments.ts';

const peopleOf = async (desk: Desk): Promise<PersonView[]> =>
  (await desk.ask(z.object({ items: z.array(personView) }), { path: '/api/v1/people' })).items;

export const people: Command = {
  name: 'people',
  summary: 'list who may use the desk',
  help: `Usage: npm run waybill -- people [--json]

  --json  one line: {"items":[{"id","name","email","role","accounts","twoFactor","active","lastSignInAt", …}]}
  --help  this text`,
  run: async (args, { out, desk }) => {
    const { values, words } = readArguments(args, {});
    noWords(words);
    const items = await peopleOf(await desk());
    if (values.json) out(JSON.stringify({ items }));
    else {
      const rows = items.map(({ name, email, role, accounts, twoFactor, active, lastSignInAt }) => [
        name,
        email,
        role,
        accounts?.join(' ') ?? 'all',
        twoFactor ? 'yes' : 'no',
        active ? (lastSignInAt ?? 'never') : 'no access',
      ]);
      for (const line of tableLines(['name', 'e-mail', 'role', 'accounts', 'second factor', 'last signed in'], rows)) out(line);
    }
    return exitCodes.ok;
  },
};

export const peopleLink: Command = {
  name: 'people link',
  summary: 'make a link for a new password: the way back in for an owner who lost theirs',
  help: `Usage: npm run waybill -- people link <e-mail address> [--factor] [--json]

Prints the end of a link that works once, for a day; put the address at which people open the desk before it.

  --factor  takes the second factor away too: for a lost phone
  --json    one line: {"id","path","expiresAt"}
  --help    this text`,
  run: async (args, { out, note, desk }) => {
    const { values, words } = readArguments(args, { factor: { type: 'boolean' } });
    const [email, ...more] = words;
    if (email === undefined || more.length > 0) throw new UsageError('people link: name the e-mail address of one person');
    const reached = await desk();
    const person = (await peopleOf(reached)).find((each) => each.email === email.toLowerCase());
    if (!person) {
      note('Nobody on this desk has this e-mail address.');
      return exitCodes.refused;
    }
    const content = JSON.stringify({ factor: values['factor'] === true });
    const path = `/api/v1/people/${person.id}/password-link`;
    const link = await reached.ask(linkMade, { method: 'POST', path, body: { type: 'application/json', content } });
    out(values.json ? JSON.stringify(link) : link.path);
    return exitCodes.ok;
  },
};
