import { describe, expect, it } from 'vitest';
import { AppError } from '#src/kernel/app-error.ts';
import { readConfig } from './config.ts';

const problems = (env: Record<string, string>, args: string[] = []) => {
  try {
    readConfig(env, args);
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.problems.map((problem) => problem.field);
  }
};

describe('readConfig', () => {
  it('has a default for everything', () => {
    expect(readConfig({})).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      demo: undefined,
      databaseUrl: undefined,
      amazon: undefined,
      only: 'all',
    });
  });

  it('names every wrong value at once', () => {
    const env = {
      PORT: 'http',
      HOST: '0.0.0.0',
      DATABASE_URL: 'mysql://x',
      WAYBILL_DEMO: 'yes',
      LOG_LEVEL: 'loud',
      WAYBILL_LWA_CLIENT_ID: 'a',
      WAYBILL_SIMULATOR_URL: 'https://example.com',
    };
    expect(problems(env, ['--only=half', '--fast']).sort()).toEqual(
      [
        '--fast',
        '--only',
        'DATABASE_URL',
        'HOST',
        'LOG_LEVEL',
        'PORT',
        'WAYBILL_DEMO',
        'WAYBILL_LWA_CLIENT_SECRET',
        'WAYBILL_LWA_REFRESH_TOKEN',
        'WAYBILL_SIMULATOR_URL',
      ].sort(),
    );
  });

  it('never repeats a secret', () => {
    expect(() => readConfig({ WAYBILL_LWA_CLIENT_SECRET: 'hush' })).toThrow(/^(?!.*hush)/s);
  });

  it('takes an empty variable as not set', () => {
    expect(readConfig({ PORT: '', WAYBILL_DEMO: ' ' })).toMatchObject({ port: 3000, demo: undefined });
  });
});

it('a key command is a full path with arguments, and sees none of our secrets', () => {
  const env = {
    WAYBILL_KEY_COMMAND: '/opt/kms --key alias/waybill',
    WAYBILL_MASTER_KEY_BEFORE: 'x',
    DATABASE_URL: 'postgres://u:p@host/d',
    AWS_REGION: 'eu-west-1',
  };
  expect(readConfig(env).keyCommand).toEqual({ file: '/opt/kms', args: ['--key', 'alias/waybill'], env: { AWS_REGION: 'eu-west-1' } });
  expect(readConfig({ WAYBILL_KEY_COMMAND: '["/opt/my kms","a b"]' }).keyCommand).toEqual({ file: '/opt/my kms', args: ['a b'], env: {} });
  for (const wrong of ['kms', './kms x', '[', '["a",1]', '{}'])
    expect(() => readConfig({ WAYBILL_KEY_COMMAND: wrong })).toThrow('WAYBILL_KEY_COMMAND');
});
