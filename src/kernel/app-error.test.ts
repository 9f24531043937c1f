import { describe, expect, test } from 'vitest';
import { AppError, unreachable } from './app-error.ts';
import { type ErrorCode, errorCodes } from './error-codes.ts';

const codes = Object.entries(errorCodes);

describe('an error', () => {
  test.each(codes)('%s has the status of its code', (code, { status }) => {
    const error = new AppError(code as ErrorCode, 'what happened');
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'AppError', code, status, message: 'what happened', problems: [], data: {} });
  });

  test('carries its problems, data and cause', () => {
    const cause = new Error('socket hang up');
    const problems = [{ field: 'items[0].quantity', message: 'must be a whole number' }];
    const error = new AppError('INVALID_INPUT', 'the request is not valid', { problems, data: { wait: 3 }, cause });
    expect(error).toMatchObject({ problems, data: { wait: 3 }, cause });
  });

  test('has no cause unless one is given', () => {
    expect('cause' in new AppError('INTERNAL', 'broken')).toBe(false);
  });
});

test('a value outside its closed set is our own defect, and is not repeated in the message', () => {
  expect(() => unreachable('4111 1111 1111 1111' as never)).toThrow(
    expect.objectContaining({ code: 'INTERNAL', message: expect.not.stringContaining('4111') }),
  );
});

describe('the table of errors', () => {
  test.each(codes)('%s is complete and its fault fits its status', (code, { status, fault, title, remedy }) => {
    expect(code).toMatch(/^[A-Z]+(_[A-Z]+)*$/);
    expect(title).toMatch(/^[A-Z].*[^.]$/);
    expect(remedy).not.toBe('');
    expect(status >= 400 && status < 500).toBe(fault === 'caller');
  });
});
