import { expect, test } from 'vitest';
import { licenceProblems, pinProblems } from '../../scripts/dependencies.ts';

const integrity = 'sha512-x';
const nothingInstalled = () => {
  throw new Error('not installed');
};
const locked = (name: string, entry: object) => ({ packages: { '': {}, [`node_modules/${name}`]: { integrity, ...entry } } });

test.each(['^1.2.3', '~1.2.3', '1.2', 'latest', '*', 'git+https://example.org/a.git', '1.2.3 - 2'])(
  '%s is not one exact version',
  (version) => {
    expect(pinProblems({ dependencies: { a: version } })).toHaveLength(1);
    expect(pinProblems({ devDependencies: { a: version }, optionalDependencies: { b: version } })).toHaveLength(2);
  },
);

test.each(['1.2.3', '18.4.0-beta.17'])('%s is one exact version', (version) => {
  expect(pinProblems({ dependencies: { a: version } })).toEqual([]);
});

test.each(['MIT', '(MIT OR GPL-3.0)', '(MIT AND Zlib)', 'MIT OR Apache-2.0'])('%s is permissive', (license) => {
  expect(licenceProblems(locked('a', { license }), nothingInstalled)).toEqual([]);
});

test.each(['GPL-3.0', 'AGPL-3.0-only', '(MIT AND GPL-3.0)', 'SEE LICENSE IN LICENSE', undefined])('%s is not permissive', (license) => {
  expect(licenceProblems(locked('a', { license }), nothingInstalled)).toHaveLength(1);
});

test('the installed package has the last word on its licence', () => {
  expect(licenceProblems(locked('a', { license: 'MIT' }), () => ({ license: 'GPL-3.0' }))).toHaveLength(1);
});

test('an exception for building does not hold for what runs', () => {
  expect(licenceProblems(locked('lightningcss', { license: 'MPL-2.0', dev: true }), nothingInstalled)).toEqual([]);
  expect(licenceProblems(locked('lightningcss', { license: 'MPL-2.0' }), nothingInstalled)).toHaveLength(1);
});

test('a package without a checksum is found', () => {
  expect(licenceProblems(locked('a', { license: 'MIT', integrity: undefined }), nothingInstalled)).toHaveLength(1);
});
