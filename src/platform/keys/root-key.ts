import { createHash, hkdfSync } from 'node:crypto';
import { decrypt, encrypt } from '../sealing.ts';
import { type KeyCommand, runKeyCommand } from './run-key-command.ts';

/** What protects the desk's keys in the database. Only they are wrapped by it: a handful of values of 32 bytes. */
export type RootKey = {
  /** Tells which root wrapped a key, and nothing about the root. */
  readonly name: string;
  readonly kind: 'file' | 'environment' | 'command';
  /** The bytes themselves, where this process has them: a desk from before key versions has sealed by them directly. */
  readonly bytes?: Buffer;
  wrap(key: Buffer): Promise<Buffer>;
  unwrap(wrapped: Buffer): Promise<Buffer>;
};

export function localRoot(masterKey: Buffer, kind: 'file' | 'environment' = 'file'): RootKey {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', masterKey, 'waybill', purpose, 32));
  const key = derive('root');
  return {
    name: `local ${createHash('sha256').update(derive('id')).digest('hex').slice(0, 16)}`,
    kind,
    bytes: masterKey,
    wrap: async (plain) => encrypt(key, plain, 'key version'),
    unwrap: async (wrapped) => decrypt(key, wrapped, 'key version'),
  };
}

/** A root that never leaves its key management service: a command wraps and unwraps. */
export const commandRoot = (command: KeyCommand): RootKey => ({
  name: 'command',
  kind: 'command',
  wrap: (key) => runKeyCommand(command, 'wrap', key),
  unwrap: (wrapped) => runKeyCommand(command, 'unwrap', wrapped),
});
