import type { SimAccount } from '../accounts/sim-account.ts';
import type { OpenCall, OpenOperation, Reply } from '../http/operation.ts';
import type { Table } from '../store/table.ts';
import { TOKEN_LIFE_SECONDS, type TokenMint } from './access-token.ts';

const SCOPES = ['sellingpartnerapi::notifications', 'sellingpartnerapi::client_credential:rotation'];

/** Login with Amazon: a refresh token (or the application itself, for a scope) against an access token of one hour. */
export function tokenOperation(deps: { accounts: Table<SimAccount>; tokens: TokenMint }): OpenOperation {
  return { name: 'lwaToken', method: 'POST', path: '/auth/o2/token', open: true, handle: (call) => exchange(call, deps) };
}

function exchange(call: OpenCall, { accounts, tokens }: { accounts: Table<SimAccount>; tokens: TokenMint }): Reply {
  const form = formOf(call);
  if (form === undefined) return refused(400, 'invalid_request', 'The request is neither a form nor a JSON object.');
  const { grant_type: grantType, client_id: clientId, client_secret: secret } = form;
  if (!grantType || !clientId || !secret) {
    return refused(400, 'invalid_request', 'The request is missing a required parameter: grant_type, client_id or client_secret');
  }
  const ofClient = [...accounts.all()].filter((account) => account.clientId === clientId && account.clientSecret === secret);
  if (ofClient.length === 0) return refused(401, 'invalid_client', 'Client authentication failed');

  if (grantType === 'refresh_token') {
    const account = ofClient.find((each) => each.refreshToken === form['refresh_token']);
    if (!account)
      return refused(
        400,
        'invalid_grant',
        "The request has an invalid grant parameter : refresh_token. User may have revoked or didn't grant the permission.",
      );
    return granted(tokens.issue({ kind: 'seller', account: account.name }, call.now), { refresh_token: account.refreshToken });
  }
  if (grantType === 'client_credentials') {
    const scope = form['scope'] ?? '';
    if (!SCOPES.includes(scope))
      return refused(400, 'invalid_scope', 'The requested scope is invalid, unknown, malformed, or exceeds the scope granted.');
    return granted(tokens.issue({ kind: 'grantless', scope, clientId }, call.now), {});
  }
  return refused(400, 'unsupported_grant_type', 'The authorization grant type is not supported by the authorization server');
}

function formOf(call: OpenCall): Record<string, string> | undefined {
  const text = call.body.toString('utf8');
  if (!/json/i.test(call.headers['content-type'] ?? '')) return Object.fromEntries(new URLSearchParams(text));
  try {
    const parsed: unknown = JSON.parse(text);
    if (typeof parsed !== 'object' || parsed === null) return undefined;
    return Object.fromEntries(Object.entries(parsed).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
  } catch {
    return undefined;
  }
}

const granted = (accessToken: string, more: Record<string, string>): Reply => ({
  status: 200,
  body: { access_token: accessToken, ...more, token_type: 'bearer', expires_in: TOKEN_LIFE_SECONDS },
});

const refused = (status: number, error: string, description: string): Reply => ({
  status,
  body: { error, error_description: description },
});
