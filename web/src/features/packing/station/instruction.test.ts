import { describe, expect, it } from 'vitest';
import type { PackItem, PackOrder, PackSettings, StationState } from '#src/modules/packing/contract.ts';
import { instructionOf } from './instruction.ts';

const settings: PackSettings = {
  tolerancePercent: 5,
  toleranceGrams: 20,
  weigh: 'always',
  needsBox: true,
  needsPhoto: true,
  label: 'rules',
  finishSingles: true,
  lockMinutes: 15,
};
const needs = { serial: false, transparency: false, serialsMissing: 0, transparencyMissing: 0 };
const item = { title: 'Blue mug', left: 0, inParcel: 2, needs, parts: [] } as unknown as PackItem;
const parcel = { weight: null, boxId: '1', size: null, grams: 900, expectedGrams: 880, photos: [{}], missing: [] };
const order = { lock: { mine: true }, guards: [], stopped: false, items: [item], parcel } as unknown as PackOrder;

const stepOf = (change: Partial<PackOrder>) => instructionOf({ order: { ...order, ...change }, candidates: [] }, settings).step;
const ofItem = (change: Partial<PackItem>) => stepOf({ items: [{ ...item, ...change }] });
const ofParcel = (change: object) => stepOf({ parcel: { ...order.parcel, ...change } });

describe('what to do now', () => {
  it('without an order: scan, or choose among those that fit', () => {
    const candidates = [{ orderId: '1' }, { orderId: '2' }] as unknown as StationState['candidates'];
    expect(instructionOf({ order: null, candidates: [] }, settings)).toEqual({ step: 'scan', tone: 'calm', values: {} });
    expect(instructionOf({ order: null, candidates }, settings)).toMatchObject({ step: 'choose', values: { count: 2 } });
  });

  it('what stops the order comes before everything', () => {
    expect(stepOf({ lock: { mine: false, by: 'Ben', station: 'Bench 2', at: '' } })).toBe('locked');
    expect(stepOf({ stopped: true, guards: [{ key: 'a', effect: 'stop', values: {}, override: null }] })).toBe('stopped');
    expect(stepOf({ stopped: true, guards: [{ key: 'a', effect: 'ask', values: {}, override: null }] })).toBe('guard');
  });

  it('then codes, then units, then the parcel, then its end', () => {
    expect(ofItem({ needs: { ...needs, serialsMissing: 1, transparencyMissing: 1 } })).toBe('serial');
    expect(ofItem({ needs: { ...needs, transparencyMissing: 1 } })).toBe('transparency');
    expect(ofItem({ inParcel: 0, left: 2 })).toBe('scanFirst');
    expect(ofItem({ inParcel: 1, left: 1 })).toBe('scanNext');
    expect(ofItem({ inParcel: 0, left: 0 })).toBe('nothingLeft');
    expect(ofParcel({ weight: 'off' })).toBe('weightOff');
    expect(ofParcel({ boxId: null })).toBe('box');
    expect(ofParcel({ grams: null })).toBe('weigh');
    expect(ofParcel({ photos: [] })).toBe('photo');
    expect(ofParcel({ missing: [{ key: 'x', values: {} }] })).toBe('missing');
    expect(stepOf({})).toBe('finish');
  });
});
