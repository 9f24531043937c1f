import { describe, expect, it } from 'vitest';
import { secretsIn } from '../../scripts/secrets.ts';

// Put together here, so that the scan of this file finds nothing.
const secrets = [
  ['an AWS access key', `AKIA${'QWERTYUIOPASDFGH'}`],
  ['an LWA client secret', `amzn1.oa2-cs.v1.${'ab'.repeat(32)}`],
  ['an LWA refresh token', `Atzr|${'IwEBI'.repeat(30)}`],
  ['a token of GitHub', `ghp_${'a1B2'.repeat(9)}`],
  ['a private key', `-----BEGIN ${'PRIVATE KEY'}-----\n${'MIIEvQIBADANBg'.repeat(12)}\n-----END`],
  ['a password in an address', `postgres://waybill:${'hunter2hunter2'}@db.shop.internal/waybill`],
] as const;

describe('the scan for secrets', () => {
  it.each(secrets)('finds %s, says where, and not what', (what, secret) => {
    const found = secretsIn('src/a.ts', `const a = 1;\nconst b = '${secret}';\n`);
    expect(found).toEqual([{ file: 'src/a.ts', line: 2, what }]);
    expect(JSON.stringify(found)).not.toContain(secret);
  });

  it.each(['.env', 'deploy/.env.production', 'data/master.key', 'a/server.pem', '.ssh/id_ed25519'])(
    'finds the file %s by its name',
    (file) => {
      expect(secretsIn(file, '')).toHaveLength(1);
    },
  );

  it.each(['.env.example', 'src/master-key.ts', 'docs/running.md'])('leaves %s alone', (file) => {
    expect(secretsIn(file, 'postgres://user:password@host:5432/database and AKIA and Atzr|short')).toEqual([]);
  });
});
