import type { WhoIs } from '#src/http/who.ts';

/** For tests of servers that are not about signing in: whoever asks is the owner. */
export const asOwner: WhoIs = async () => ({
  kind: 'person',
  id: 'owner',
  name: 'Owner',
  role: 'owner',
  accounts: null,
  scopes: null,
  sessionId: null,
});

const sessions = new Map<string, string>();

/** The cookie of the owner of a desk at this address, as a header; undefined when nobody has signed in there. */
export const cookieAt = (url: string): string | undefined => sessions.get(new URL(url).origin);

/** Signs in at a desk: with one click in the demo, else by the link that it printed. Gives the cookie as a header. */
export async function signInAsOwner(url: string, ownerLink?: string): Promise<string> {
  const token = ownerLink?.split('#')[1];
  const welcome = { token, name: 'Owner', email: 'owner@example.com', password: 'Kiln-fired mugs 7' };
  const response = await fetch(
    `${url}/api/auth/${token ? 'welcome' : 'demo'}`,
    token ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(welcome) } : { method: 'POST' },
  );
  if (!response.ok) throw new Error(`signing in: ${response.status} ${await response.text()}`);
  const cookie = response.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ');
  sessions.set(new URL(url).origin, cookie);
  return cookie;
}
