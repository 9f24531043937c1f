import { shortestPassword } from './contract.ts';

/** What the passwords of published breaches are made of; with digits and signs around them they stay guessable. */
const common = [
  'password',
  'passwort',
  'motdepasse',
  'contrasena',
  'qwerty',
  'qwertz',
  'azerty',
  'asdfgh',
  'zxcvbn',
  'letmein',
  'welcome',
  'admin',
  'administrator',
  'iloveyou',
  'monkey',
  'dragon',
  'football',
  'baseball',
  'sunshine',
  'princess',
  'superman',
  'batman',
  'trustno',
  'master',
  'shadow',
  'michael',
  'changeme',
  'default',
  'secret',
  'login',
  'access',
  'whatever',
  'starwars',
  'computer',
  'internet',
  'samsung',
  'google',
  'amazon',
  'seller',
  'sellercentral',
  'waybill',
  'warehouse',
  'summer',
  'winter',
  'spring',
  'autumn',
  'monday',
  'friday',
  'january',
  'december',
  'company',
  'office',
];

const leet: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '4': 'a', '5': 's', '7': 't', '@': 'a', $: 's', '!': 'i' };

/**
 * Why a password is not good enough, or undefined. `known` are texts that an attacker would try: name, e-mail address.
 * The rules are those of Amazon's data protection policy and of breach lists: length, mixed kinds, nothing that is guessed first.
 */
export function passwordFault(password: string, known: readonly string[]): string | undefined {
  if (password.length < shortestPassword) return `must have ${shortestPassword} characters or more`;
  const kinds = [/\p{Ll}/u, /\p{Lu}/u, /\p{N}/u, /[^\p{L}\p{N}]/u].filter((kind) => kind.test(password)).length;
  if (kinds < 3) return 'must mix at least three of: small letters, capital letters, digits, other signs (a blank counts)';
  const lower = password.toLowerCase();
  if (new Set(lower).size < 6) return 'repeats too few characters';
  const words = known.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4);
  const letters = [...lower].map((char) => leet[char] ?? char).join('');
  if (words.some((word) => isMostOf(word, lower) || isMostOf(word, letters))) return 'must not be built on your name or e-mail address';
  if (common.some((word) => isMostOf(word, letters) || isMostOf(word, lower)))
    return 'is built on a word that stands in every list of stolen passwords';
  if (longestRun(lower) > lower.length / 2) return 'is mostly a row of neighbours such as 12345 or abcde';
  return undefined;
}

/** A word is most of a password when what is left beside it, repeated or not, is less than eight characters. */
const isMostOf = (word: string, password: string): boolean => password.includes(word) && password.replaceAll(word, '').length < 8;

function longestRun(text: string): number {
  let longest = 0;
  let run = 1;
  for (let index = 1; index < text.length; index += 1) {
    const step = text.charCodeAt(index) - text.charCodeAt(index - 1);
    run = Math.abs(step) <= 1 ? run + 1 : 1;
    longest = Math.max(longest, run);
  }
  return longest;
}
