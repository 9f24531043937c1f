import { createAuthEndpoint } from 'better-auth/api';
import { setSessionCookie } from 'better-auth/cookies';
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { z } from 'zod';
import { AppError } from '#src/kernel/app-error.ts';
import type { Database } from '#src/platform/db.ts';
import { databaseAdapter } from './auth-adapter.ts';

/** Who people are at a provider of identities (OpenID Connect). */
export type Oidc = { name: string; issuer: string; clientId: string; clientSecret: string };

export type AuthOptions = {
  database: Database;
  secret: string;
  /** Where people open the desk, when that is not this machine. Cookies are for TLS alone when it begins with https. */
  publicUrl: string | undefined;
  oidc: Oidc | undefined;
};

/** The header in which the address of a request is handed over; nothing that a browser sends gets there. */
export const placeHeader = 'x-waybill-place';

/** A session ends for good after so long, however much it is used. */
export const sessionDays = 7;

/** Wrong codes of a second factor in a row, over all sign-ins, before it is locked. */
const mostWrongCodes = 10;

/** better-auth as the desk uses it: as a library behind our own routes, for people who are known already. */
export const createAuth = ({ database, secret, publicUrl, oidc }: AuthOptions) =>
  betterAuth({
    appName: 'Waybill',
    baseURL: publicUrl ?? 'http://127.0.0.1',
    basePath: '/api/auth',
    secret,
    database: databaseAdapter(database),
    telemetry: { enabled: false },
    logger: { disabled: true },
    // We count attempts ourselves, in the database, for all processes together.
    rateLimit: { enabled: false },
    user: {
      modelName: 'person',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'person_session',
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      fields: {
        userId: 'person_id',
        expiresAt: 'expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
        ipAddress: 'ip_address',
        userAgent: 'user_agent',
      },
    },
    account: {
      modelName: 'person_identity',
      fields: {
        userId: 'person_id',
        providerId: 'provider',
        accountId: 'subject',
        accessToken: 'access_token',
        refreshToken: 'refresh_token',
        idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at',
        refreshTokenExpiresAt: 'refresh_token_expires_at',
        createdAt: 'created_at',
        updatedAt: 'updated_at',
      },
      encryptOAuthTokens: true,
      // The provider says which of the people we know somebody is, by an e-mail address that it has verified; it makes nobody known.
      accountLinking: { enabled: true, trustedProviders: [] },
    },
    verification: {
      modelName: 'person_proof',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    emailAndPassword: { enabled: true, disableSignUp: true, minPasswordLength: 12, maxPasswordLength: 128 },
    advanced: {
      cookiePrefix: 'waybill',
      useSecureCookies: publicUrl?.startsWith('https:') ?? false,
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      ipAddress: { ipAddressHeaders: [placeHeader] },
    },
    plugins: [
      twoFactor({
        issuer: 'Waybill',
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor' } },
          twoFactor: {
            modelName: 'person_factor',
            fields: {
              userId: 'person_id',
              backupCodes: 'backup_codes',
              failedVerificationCount: 'failed_verification_count',
              lockedUntil: 'locked_until',
            },
          },
        },
        accountLockout: { enabled: true, maxFailedAttempts: mostWrongCodes, durationSeconds: 900 },
      }),
      signInKnown,
      genericOAuth({ config: oidc ? [providerOf(oidc)] : [] }),
    ],
  } satisfies BetterAuthOptions);

export type Auth = ReturnType<typeof createAuth>;

const providerOf = ({ issuer, clientId, clientSecret }: Oidc) => ({
  providerId: 'oidc',
  discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
  clientId,
  clientSecret,
  scopes: ['openid', 'email', 'profile'],
  pkce: true,
  requireIdTokenVerification: true,
  disableSignUp: true,
});

/** Opens a session for somebody whom another proof has let in: a one-time link, or the click on the demo. No path leads to it. */
const signInKnown = {
  id: 'sign-in-known',
  endpoints: {
    signInKnown: createAuthEndpoint(
      '/sign-in/known',
      { method: 'POST', body: z.object({ personId: z.string() }), metadata: { SERVER_ONLY: true as const } },
      async (ctx) => {
        const user = await ctx.context.internalAdapter.findUserById(ctx.body.personId);
        if (!user) throw new AppError('NOT_FOUND', 'there is no such person');
        const session = await ctx.context.internalAdapter.createSession(user.id, false);
        await setSessionCookie(ctx, { session, user });
        return ctx.json({ done: true });
      },
    ),
  },
} as const;
