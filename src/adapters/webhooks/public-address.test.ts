import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

const byte = fc.integer({ min: 0, max: 255 });
const ipv4 = (first: fc.Arbitrary<number>, second: fc.Arbitrary<number> = byte) =>
  fc.tuple(first, second, byte, byte).map((parts) => parts.join('.'));
const inside = fc.oneof(
  ipv4(fc.constantFrom(0, 10, 127)),
  ipv4(fc.constant(172), fc.integer({ min: 16, max: 31 })),
  ipv4(fc.constant(192), fc.constant(168)),
  ipv4(fc.constant(169), fc.constant(254)),
  ipv4(fc.constant(100), fc.integer({ min: 64, max: 127 })),
  ipv4(fc.integer({ min: 224, max: 255 })),
);

test('no address of a machine, a local network or a cloud’s inside is public, however it is written', () => {
  fc.assert(
    fc.property(inside, (address) => {
      expect(isPublicAddress(address)).toBe(false);
      expect(isPublicAddress(`::ffff:${address}`)).toBe(false);
    }),
  );
  for (const address of ['::1', '::', 'fe80::1', 'fc00::1', 'fd12:3456::1', 'ff02::1', '64:ff9b::7f00:1', '2002:7f00:1::', 'localhost', ''])
    expect(isPublicAddress(address)).toBe(false);
});

test('an address of the public internet is', () => {
  for (const address of ['93.184.216.34', '8.8.8.8', '2606:2800:220:1:248:1893:25c8:1946']) expect(isPublicAddress(address)).toBe(true);
});
