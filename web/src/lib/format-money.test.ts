import { describe, expect, it } from 'vitest';
import { formatMoney } from './format-money.ts';

describe('formatMoney', () => {
  it.each([
    ['12.5', 'USD', '$12.50'],
    ['1200', 'JPY', '¥1,200'],
    ['-4.99', 'EUR', '-€4.99'],
    ['0.004', 'USD', '$0.004'],
    ['12.500000000', 'USD', '$12.50'],
    ['999999999999999.99', 'USD', '$999,999,999,999,999.99'],
    ['7.10', 'XQQ', 'XQQ 7.10'],
    ['7.10', 'points', '7.10 points'],
    ['7.10', null, '7.10'],
  ])('%s %s reads %s', (amount, currency, text) => {
    expect(formatMoney(amount, currency, 'en-US').replaceAll('\u00a0', ' ')).toBe(text);
  });
});
