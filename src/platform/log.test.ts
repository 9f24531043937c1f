import fc from 'fast-check';
import { expect, describe as group, it } from 'vitest';
import { AppError } from '#src/kernel/app-error.ts';
import { createLog, describe, plainWords, redactionHolds } from './log.ts';

/** Every field of a buyer that Amazon or a file tells, as it is spelt in one place or another. */
const buyer = {
  buyerName: 'Maria Keller',
  buyer_name: 'Maria Keller',
  'buyer-name': 'Maria Keller',
  'buyer-email': 'x7k2@marketplace.amazon.com',
  buyerCompany: 'Keller GmbH',
  recipient: { name: 'Maria Keller', lines: ['1 Example Street'], city: 'Austin', postalCode: '78701', phone: '+1 512 555 0100' },
  shippingAddress: { AddressLine1: '1 Example Street', Phone: '+1 512 555 0100' },
  deliveryInstruction: 'Ring twice at Keller',
  gifts: { 1: { message: 'All the best, Erna' } },
  customisations: { 1: 'https://example.com/erna' },
  other: { 'tax-id': 'DE123456789' },
  'postal-code': '78701',
  phone: '+1 512 555 0100',
};
const values = /Keller|Maria|x7k2|Example Street|Austin|78701|512 555|twice|Erna|erna|DE123456789/;

const logged = (work: (log: ReturnType<typeof createLog>) => void): string => {
  const lines: string[] = [];
  work(createLog('debug', { write: (line) => void lines.push(line) }));
  return lines.join('');
};

group('a log line', () => {
  it('holds no personal field, however deep it lies and in whatever it is wrapped', () => {
    const nested: unknown[] = [buyer, [buyer], { order: { facts: buyer } }, { a: { b: { c: [{ d: buyer }] } } }, new Map([['a', buyer]])];
    const text = logged((log) => {
      for (const level of ['debug', 'info', 'warn', 'error'] as const)
        for (const each of nested)
          log[level]({ order: '111-0000001-0000001', each, error: Object.assign(new Error('failed'), { detail: buyer }) }, 'x');
      log.info(buyer, 'x');
    });
    expect(text).not.toMatch(values);
    expect(text).toContain('111-0000001-0000001');
  });

  it('keeps what a person looks for', () => {
    const text = logged((log) =>
      log.warn({ account: '1', work: 'sweep', failures: 3, route: '/api/v1/orders/:orderId', code: 'INTERNAL' }, 'due work failed'),
    );
    expect(JSON.parse(text)).toMatchObject({
      account: '1',
      work: 'sweep',
      failures: 3,
      route: '/api/v1/orders/:orderId',
      code: 'INTERNAL',
      msg: 'due work failed',
    });
  });

  it('cuts e-mail addresses out of any text', () => {
    const address = fc.emailAddress();
    fc.assert(
      fc.property(address, fc.constantFrom('', 'to ', '<', 'mail:'), (mail, before) => {
        expect(logged((log) => log.info({ text: `${before}${mail}` }, 'x'))).not.toContain(mail);
      }),
    );
  });

  it('the check of the compliance page sees that it holds', () => {
    expect(redactionHolds()).toBe(true);
  });
});

group('of an error', () => {
  const database = (code: string, message: string) =>
    Object.assign(new Error(message), {
      name: 'error',
      severity: 'ERROR',
      code,
      detail: 'Key (name)=(Maria Keller) already exists.',
      table: 'orders',
      constraint: 'orders_pkey',
    });

  it.each([
    ['a JSON parser', new SyntaxError(`Unexpected token 'M', "Maria Keller" is not valid JSON`)],
    ['a JSON parser of a longer text', jsonError('{"name":"Maria Keller" x')],
    ['a number', new SyntaxError('Cannot convert Maria Keller to a BigInt')],
    ['a database that does not take a text', database('22P02', 'invalid input syntax for type bigint: "Maria Keller"')],
    ['a key that is there', database('23505', 'duplicate key value violates unique constraint: Maria Keller')],
    ['a function of the database', database('P0001', 'no such buyer Maria Keller')],
    ['a reader of CSV', new Error('Invalid Opening Quote: a quote is found on field "name" at line 2, value is "Maria Keller"')],
    ['a message of several lines', new Error('failed\nMaria Keller\n1 Example Street\n    at 1 Example Street')],
    ['a type check', new TypeError(`The "name" argument must be of type string. Received 'Maria Keller'`)],
    ['a mail server', new Error('550 no such user x7k2@marketplace.amazon.com')],
  ])('of %s nothing of a value stays', (_, error) => {
    expect(JSON.stringify(describe(error))).not.toMatch(values);
    expect(plainWords(error)).not.toMatch(values);
    expect(logged((log) => log.error({ error }, 'x') ?? log.error({ error: describe(error) }, 'x'))).not.toMatch(values);
  });

  it('what tells where and why stays', () => {
    expect(describe(database('23505', 'x'))).toMatchObject({ code: '23505', table: 'orders', constraint: 'orders_pkey' });
    expect(describe(new Error('connect ECONNREFUSED 127.0.0.1:5432'))).toMatchObject({ message: 'connect ECONNREFUSED 127.0.0.1:5432' });
    expect(plainWords(new AppError('INVALID_INPUT', 'the field "total" must be a decimal'))).toBe('the field "total" must be a decimal');
    expect(String(describe(new Error('x'))['stack'])).toMatch(/log\.test\.ts\b.*:\d+:\d+/);
  });

  it('a quoted text of any kind is cut out of the words of others', () => {
    const word = fc.stringMatching(/^[A-Z][a-z]{4,9} [A-Z][a-z]{4,9}$/);
    fc.assert(
      fc.property(word, fc.constantFrom(['"', '"'], ["'", "'"], ['`', '`'], ['“', '”']), (name, [left, right]) => {
        expect(plainWords(new Error(`it is ${left}${name}${right} here`))).not.toContain(name);
      }),
    );
  });
});

function jsonError(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    return error;
  }
}
