import type { SimAccount } from '../accounts/sim-account.ts';
import { denied } from '../http/api-failure.ts';
import type { Incoming } from '../http/operation.ts';
import type { Table } from '../store/table.ts';
import type { RestrictedResource, TokenGrant, TokenMint } from './access-token.ts';

export type Authorised = { account: SimAccount; restricted?: string[] };

/** Who calls, by the access token in the header; Amazon's 403 when it is missing, unknown, expired or for something else. */
export function authoriseCall(incoming: Incoming, now: number, deps: { accounts: Table<SimAccount>; tokens: TokenMint }): Authorised {
  const grant = grantOf(incoming, now, deps.tokens);
  if (grant.kind === 'grantless') throw denied('The access token you provided is for grantless operations only.');
  const account = deps.accounts.get(grant.account);
  if (!account) throw denied('The access token you provided is revoked, malformed or invalid.');
  if (account.roles.length === 0) throw denied('The application has no role that allows this operation.');
  if (grant.kind === 'seller') return { account };
  const resource = grant.resources.find((each) => covers(each, incoming));
  if (!resource) throw denied('The restricted data token you provided does not cover this resource.');
  return { account, restricted: resource.dataElements };
}

/** Which application calls an operation that needs no seller. */
export function authoriseApplication(incoming: Incoming, now: number, scope: string, tokens: TokenMint): { clientId: string } {
  const grant = grantOf(incoming, now, tokens);
  if (grant.kind !== 'grantless' || grant.scope !== scope)
    throw denied(`The access token you provided is not one for grantless operations of scope ${scope}.`);
  return { clientId: grant.clientId };
}

function grantOf(incoming: Incoming, now: number, tokens: TokenMint): TokenGrant {
  const token = incoming.headers['x-amz-access-token'];
  if (typeof token !== 'string' || token === '') throw denied('Access token is missing in the request header.');
  const grant = tokens.read(token, now);
  if (grant === 'expired') throw denied('The access token you provided has expired.');
  if (grant === 'invalid') throw denied('The access token you provided is revoked, malformed or invalid.');
  return grant;
}

/** A resource names a path as it is, or with a part in braces for any order. */
function covers(resource: RestrictedResource, incoming: Incoming): boolean {
  if (resource.method !== incoming.method) return false;
  const asked = incoming.path.split('/');
  const given = resource.path.split('/');
  return asked.length === given.length && given.every((part, i) => part === asked[i] || /^\{\w+\}$/.test(part));
}
