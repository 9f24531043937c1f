import { randomBytes } from 'node:crypto';

/** A secret that nobody guesses: 256 bits as base64url, 43 characters. */
export const randomToken = (): string => randomBytes(32).toString('base64url');
