import fc from 'fast-check';
import { expect, it } from 'vitest';
import { brokenAt, type Chained, firstHash, type Link, textOf } from './chain-rules.ts';
import { digest } from './record.ts';

const at = new Date('2026-11-22T12:00:00Z');
const entry = fc.record({
  actorKind: fc.constantFrom('person', 'key', 'desk'),
  actorId: fc.string({ maxLength: 5 }),
  action: fc.constantFrom('sign-in', 'person.changed', 'writes'),
  accountId: fc.option(fc.constantFrom('1', '2')),
  subjects: fc.array(fc.string({ maxLength: 4 }), { maxLength: 3 }),
  details: fc.dictionary(fc.constantFrom('role', 'count', 'how'), fc.string({ maxLength: 4 })),
  place: fc.constantFrom('127.0.0.1', '192.0.2.1'),
  minutes: fc.nat(1_000),
});

function chain(list: readonly (Omit<Chained, 'seq' | 'at'> & { minutes: number })[]): Link[] {
  let previous = firstHash;
  return list.map(({ minutes, ...each }, index) => {
    const whole = { ...each, seq: String(index + 1), at: new Date(at.getTime() + minutes * 60_000) };
    const link = { ...whole, previous, hash: digest(textOf(previous, whole)) };
    previous = link.hash;
    return link;
  });
}

/** Each way to change one entry; none leaves it as it is. */
const tampers: Record<string, (link: Link) => Link> = {
  seq: (link) => ({ ...link, seq: String(Number(link.seq) + 1) }),
  at: (link) => ({ ...link, at: new Date(link.at.getTime() + 1) }),
  actorKind: (link) => ({ ...link, actorKind: `${link.actorKind}x` }),
  actorId: (link) => ({ ...link, actorId: `${link.actorId}x` }),
  action: (link) => ({ ...link, action: `${link.action}x` }),
  accountId: (link) => ({ ...link, accountId: link.accountId === null ? '1' : null }),
  subjects: (link) => ({ ...link, subjects: [...link.subjects, ''] }),
  details: (link) => ({ ...link, details: { ...link.details, role: `${link.details['role'] ?? ''}x` } }),
  place: (link) => ({ ...link, place: '203.0.113.9' }),
  previous: (link) => ({ ...link, previous: digest(link.previous) }),
  hash: (link) => ({ ...link, hash: digest(link.hash) }),
};

it('holds as it was written, and any change of any entry is found there or at the next one', () => {
  fc.assert(
    fc.property(
      fc.array(entry, { minLength: 1, maxLength: 12 }),
      fc.nat(),
      fc.constantFrom(...Object.keys(tampers)),
      (list, pick, kind) => {
        const links = chain(list);
        expect(brokenAt(links, digest)).toBeUndefined();
        const place = pick % links.length;
        const changed = links.map((link, index) => (index === place ? (tampers[kind]?.(link) ?? link) : link));
        expect(brokenAt(changed, digest)).toBe(changed[place]?.seq);
      },
    ),
  );
});

it('finds an entry that is left out, put in twice or moved', () => {
  fc.assert(
    fc.property(fc.array(entry, { minLength: 2, maxLength: 12 }), fc.nat(), (list, pick) => {
      const links = chain(list);
      const place = pick % (links.length - 1);
      expect(brokenAt(links.toSpliced(place, 1), digest)).toBe(links[place + 1]?.seq);
      const twice = links.toSpliced(place, 0, links[place] ?? ({} as Link));
      expect(brokenAt(twice, digest)).toBe(links[place]?.seq);
      const moved = [...links.slice(0, place), ...links.slice(place, place + 2).toReversed(), ...links.slice(place + 2)];
      expect(brokenAt(moved, digest)).toBe(links[place + 1]?.seq);
    }),
  );
});

it('does not mind in which order the details stand', () => {
  const [link] = chain([
    { actorKind: 'desk', actorId: '', action: 'x', accountId: null, subjects: [], details: { a: '1', b: '2' }, place: '', minutes: 0 },
  ]);
  expect(link && brokenAt([{ ...link, details: { b: '2', a: '1' } }], digest)).toBeUndefined();
});
