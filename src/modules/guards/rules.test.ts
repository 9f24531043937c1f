import { describe, expect, it } from 'vitest';
import type { ShipOutlook } from '#src/modules/writes/questions.ts';
import { causeOf, guardsFor } from './rules.ts';

const mug = { itemId: '1', sku: 'MUG', quantity: 2, transparency: false, serials: false };
const state = (changes: Partial<ShipOutlook> = {}): ShipOutlook => ({
  stop: null,
  otherWay: null,
  doubts: [],
  programs: [],
  addressChangedAt: null,
  left: [mug],
  ...changes,
});
const said = (guards: ReturnType<typeof guardsFor>) => guards.map(({ effect, key }) => `${effect} ${key}`);

const picked = new Date('2026-11-20T10:00:00Z');
const after = new Date('2026-11-20T10:00:01Z');

describe('what stands in the way of an order', () => {
  it.each(['pick', 'pack', 'label', 'confirm'] as const)(
    'is nothing for an ordinary one, and only the stop for one that is stopped: %s',
    (stage) => {
      expect(guardsFor(state(), stage, picked)).toEqual([]);
      const stopped = state({ stop: { key: 'writes.skip.cancelled', values: {} }, doubts: [{ key: 'writes.warn.held', values: {} }] });
      expect(said(guardsFor(stopped, stage, undefined))).toEqual(['stop writes.skip.cancelled']);
    },
  );

  it('is only the label and the confirmation where an order leaves another way', () => {
    const easy = state({ otherWay: { key: 'writes.skip.easyShip', values: {} } });
    expect(said(guardsFor(easy, 'pick', undefined))).toEqual([]);
    expect(said(guardsFor(easy, 'pack', undefined))).toEqual([]);
    expect(said(guardsFor(easy, 'label', undefined))).toEqual(['stop writes.skip.easyShip']);
    expect(said(guardsFor(easy, 'confirm', undefined))).toEqual(['stop writes.skip.easyShip']);
  });

  it('asks about every doubt, each with the occasion that it is about', () => {
    const doubts = [
      { key: 'writes.warn.cancelRequested', values: { at: '2026-11-20T09:00:00.000Z' } },
      { key: 'writes.warn.held', values: { at: '2026-11-20T09:30:00.000Z', by: 'Ann', reason: 'call first' } },
    ];
    const guards = guardsFor(state({ doubts }), 'pick', undefined);
    expect(said(guards)).toEqual(['ask writes.warn.cancelRequested', 'ask writes.warn.held']);
    expect(guards.map(causeOf)).toEqual(['2026-11-20T09:00:00.000Z', '2026-11-20T09:30:00.000Z']);
  });

  it('asks about an address that changed after the work began, not about one that changed before', () => {
    const moved = state({ addressChangedAt: after });
    expect(said(guardsFor(moved, 'pack', picked))).toEqual(['ask guards.ask.address']);
    expect(guardsFor(moved, 'pack', after)).toEqual([]);
    expect(guardsFor(moved, 'label', undefined)).toEqual([]);
  });

  it('names what a stage must bring', () => {
    const codes = state({ programs: ['PRIME'], left: [{ ...mug, transparency: true, serials: true }] });
    expect(said(guardsFor(codes, 'pick', undefined))).toEqual([]);
    expect(said(guardsFor(codes, 'pack', undefined))).toEqual(['need guards.need.serials', 'need guards.need.transparency']);
    expect(said(guardsFor(codes, 'label', undefined))).toEqual(['need guards.need.protectedLabel', 'need guards.need.transparency']);
    expect(guardsFor(codes, 'confirm', undefined)).toEqual([
      { key: 'guards.need.transparency', effect: 'need', values: { itemId: '1', sku: 'MUG', units: '2' } },
    ]);
  });
});
