/** What a secret looks like. Names and patterns only; the values of tests are made up and told by how they are written. */
const kinds: readonly { name: string; pattern: RegExp }[] = [
  { name: 'a private key', pattern: /-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----\s+[A-Za-z0-9+/=\s]{100,}/ },
  { name: 'an AWS access key', pattern: /\b(?:AKIA|ASIA)[A-Z0-9]{16}\b/ },
  { name: 'an LWA client secret', pattern: /\bamzn1\.oa2-cs\.v1\.[0-9a-f]{64}\b/ },
  { name: 'an LWA refresh token', pattern: /\bAtzr\|[A-Za-z0-9_+/=-]{100,}/ },
  { name: 'an LWA access token', pattern: /\bAtza\|[A-Za-z0-9_+/=-]{100,}/ },
  { name: 'a token of GitHub', pattern: /\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{60,})\b/ },
  { name: 'a token of npm', pattern: /\bnpm_[A-Za-z0-9]{36}\b/ },
  { name: 'a token of Slack', pattern: /\bxox[abprs]-[A-Za-z0-9-]{20,}/ },
  { name: 'a key of Google', pattern: /\bAIza[A-Za-z0-9_-]{35}\b/ },
  { name: 'a live key of Stripe', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/ },
  { name: 'a signed token', pattern: /\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}\.[A-Za-z0-9_-]{20,}/ },
  {
    name: 'a password in an address',
    pattern:
      /\b(?:postgres(?:ql)?|mysql|amqp|redis|smtps?|https?):\/\/[^\s:/@'"`${}<]+:(?!password@|secret@|pw@|\*|…)[^\s:/@'"`${}<]{8,}@(?!127\.0\.0\.1|localhost|db[:/]|host[:/]|[\w.-]*example)/,
  },
];

/** Files that hold nothing but secrets. */
const secretFiles = /(^|\/)(\.env(\.(?!example$)[^/]*)?|master\.key|local\.key|.*\.(pem|p12|pfx|jks|keystore)|id_(rsa|ed25519|ecdsa))$/;

export type Found = { file: string; line: number; what: string };

/** Secrets in one file by its name and text; the text itself is never part of an answer. */
export function secretsIn(file: string, text: string): Found[] {
  const byName = secretFiles.test(file) ? [{ file, line: 1, what: 'a file that holds secrets' }] : [];
  const inText = kinds.flatMap(({ name, pattern }) =>
    [...text.matchAll(new RegExp(pattern, 'g'))].map(({ index }) => ({ file, line: text.slice(0, index).split('\n').length, what: name })),
  );
  return [...byName, ...inText];
}
