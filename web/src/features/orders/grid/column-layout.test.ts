import { describe, expect, it } from 'vitest';
import { firstLayout, fitLayout, moved, movedTo, toggledHidden } from './column-layout.ts';
import { columnIds } from './grid-columns.ts';

describe('column layout', () => {
  it('makes what an older version kept fit: unknown columns go, new ones stand hidden at the end', () => {
    const layout = fitLayout({ order: ['total', 'gone', 'order'], hidden: ['order'], pinned: ['gone', 'total'] });
    expect(layout.order.slice(0, 2)).toEqual(['total', 'order']);
    expect(layout.order.toSorted()).toEqual([...columnIds].toSorted());
    expect(layout.pinned).toEqual(['total']);
    expect(layout.hidden).toContain('buyer');
    expect(layout.hidden).not.toContain('total');
  });

  it('falls back to the first layout for anything else', () => {
    expect(fitLayout(null)).toBe(firstLayout);
    expect(fitLayout({ order: 'x' })).toBe(firstLayout);
  });

  it('moves a column by one or to another, and keeps all', () => {
    expect(moved(firstLayout, 'date', -1).order.slice(0, 2)).toEqual(['date', 'order']);
    expect(moved(firstLayout, 'order', -1).order).toEqual(firstLayout.order);
    expect(movedTo(firstLayout, 'order', 'items').order.slice(0, 4)).toEqual(['date', 'buyer', 'items', 'order']);
    expect(movedTo(firstLayout, 'items', 'order').order.slice(0, 2)).toEqual(['items', 'order']);
  });

  it('hides and shows again', () => {
    expect(toggledHidden(toggledHidden(firstLayout, 'tags'), 'tags').hidden).toEqual(firstLayout.hidden);
  });
});
