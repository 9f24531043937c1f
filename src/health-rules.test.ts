import { describe, expect, it } from 'vitest';
import { healthParts, type Measured, sayAge, worst } from './health-rules.ts';

const hour = 3_600_000;
const account = { name: 'Shop', state: 'connected', stateReason: null, ageMs: 60_000, backlog: 0, error: null };
const well: Measured = {
  version: '1.2.3',
  database: { version: '18.4', bytes: 1e9, missing: [], pool: { open: 4, idle: 4, waiting: 0 } },
  work: { waiting: 0, lateMs: 0, stuck: [] },
  accounts: [account],
  disk: { free: 50e9, total: 100e9 },
  memory: { rss: 1e8, heap: 5e7, machineFree: 4e9, machine: 8e9 },
  mail: { server: 'mail.example.com', waiting: 0, tried: 0, lastError: null, lastSentMs: hour },
  backup: { ageMs: hour, failure: null, isPlanned: true, isNeeded: true, checkedMs: 24 * hour },
};
const notWell = (found: Measured) => healthParts(found).flatMap(({ part, state }) => (state === 'good' ? [] : [`${part}: ${state}`]));

it('nothing is to be done where all is well', () => {
  expect(healthParts(well).filter(({ todo }) => todo !== null)).toEqual([]);
  expect(worst(healthParts(well).map(({ state }) => state))).toBe('good');
});

describe('what is not well is named, and what to do', () => {
  const cases: [string, Measured, string][] = [
    ['a migration is missing', { ...well, database: { ...well.database, missing: ['0014'] } }, 'database: bad'],
    ['many wait for a connection', { ...well, database: { ...well.database, pool: { open: 16, idle: 0, waiting: 9 } } }, 'database: warn'],
    ['nobody works', { ...well, work: { ...well.work, waiting: 3, lateMs: hour } }, 'work: bad'],
    ['work fails', { ...well, work: { ...well.work, stuck: [{ work: 'sweep', failures: 7, error: 'no answer' }] } }, 'work: warn'],
    ['the credentials are refused', { ...well, accounts: [{ ...account, state: 'refused' }] }, 'account Shop: bad'],
    ['an account is behind', { ...well, accounts: [{ ...account, ageMs: hour }] }, 'account Shop: warn'],
    ['an account is far behind', { ...well, accounts: [{ ...account, ageMs: 7 * hour, error: 'no answer' }] }, 'account Shop: bad'],
    ['a backup failed', { ...well, backup: { ...well.backup, failure: 'disk full' } }, 'backup: bad'],
    ['there is no backup', { ...well, backup: { ...well.backup, ageMs: null, isPlanned: false } }, 'backup: bad'],
    ['the backup is old', { ...well, backup: { ...well.backup, ageMs: 40 * hour } }, 'backup: warn'],
    ['mails wait', { ...well, mail: { ...well.mail, waiting: 2, tried: 2, lastError: 'away' } }, 'mail: warn'],
    ['the disk is full', { ...well, disk: { free: 1e8, total: 100e9 } }, 'disk: bad'],
    ['the memory is short', { ...well, memory: { ...well.memory, machineFree: 1e8 } }, 'memory: warn'],
  ];
  it.each(cases)('%s', (_name, found, expected) => {
    expect(notWell(found)).toEqual([expected]);
    for (const { state, todo } of healthParts(found)) expect(todo === null).toBe(state === 'good');
  });
});

it.each([
  [{ ...account, ageMs: null }, 'The first orders are coming in.'],
  [{ ...account, state: 'paused', stateReason: 'The demo shop is not running.' }, 'The demo shop is not running.'],
])('an account that has a reason to be silent is well', (silent, text) => {
  expect(healthParts({ ...well, accounts: [silent] }).find(({ part }) => part === 'account Shop')).toMatchObject({ state: 'good', text });
});

it.each([
  [4_000, '4 s'],
  [5 * 60_000, '5 min'],
  [3 * hour, '3 h'],
  [72 * hour, '3 days'],
])('%d ms are said as %s', (ms, words) => {
  expect(sayAge(ms)).toBe(words);
});
