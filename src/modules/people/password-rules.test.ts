import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { passwordFault } from './password-rules.ts';

const known = ['Ana Example', 'ana.example@kiln.test'];

describe('a password', () => {
  it.each([
    ['Short1!', /12 characters/],
    ['alllowercaseletters', /mix/],
    ['Aa1!Aa1!Aa1!', /repeats/],
    ['Password1234!', /stolen/],
    ['P@ssw0rd2026!', /stolen/],
    ['Qwerty123456!', /stolen/],
    ['Welcome2026!!', /stolen/],
    ['Example2026!!', /name or e-mail/],
    ['Abcdefghijkl1!', /neighbours/],
    ['A1234567890!x', /neighbours/],
  ])('%s is refused', (password, why) => {
    expect(passwordFault(password, known)).toMatch(why);
  });

  it.each(['Kiln-fired mugs 7', 'correct Horse battery 9', 'vT9#kLm2$pQx', 'Der Ofen brennt um 7'])('%s is taken', (password) => {
    expect(passwordFault(password, known)).toBeUndefined();
  });

  it('of random characters is taken, whatever they are', () => {
    const random = fc.uniqueArray(fc.constantFrom(...'bdfhkmprtvxzBDFHKMPRTVXZ'.split('')), { minLength: 14, maxLength: 20 });
    fc.assert(
      fc.property(random, (letters) => {
        expect(passwordFault(`${letters.join('_')}5B`, [])).toBeUndefined();
      }),
    );
  });
});
