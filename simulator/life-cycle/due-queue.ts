/** Something of the shop that falls due: an order's next event, a feed's or report's next step, the next arrival. */
export type Due = { at: number; kind: 'arrival' | 'feed' | 'notification' | 'order' | 'report' | 'schedule'; id: string };

/** A binary heap, earliest first. Entries are never taken back: who pops one checks whether it still holds. */
export type DueQueue = {
  push(due: Due): void;
  peek(): Due | undefined;
  pop(): Due | undefined;
};

/** Ties are broken by kind and id, so that a repeated run takes the same way. */
const isBefore = (a: Due, b: Due) => (a.at !== b.at ? a.at < b.at : a.kind !== b.kind ? a.kind < b.kind : a.id < b.id);

export function dueQueue(): DueQueue {
  const heap: Due[] = [];

  const swapIfBefore = (child: number, parent: number): boolean => {
    const a = heap[child];
    const b = heap[parent];
    if (!a || !b || !isBefore(a, b)) return false;
    heap[child] = b;
    heap[parent] = a;
    return true;
  };

  const sink = (start: number) => {
    for (let parent = start; ; ) {
      const left = 2 * parent + 1;
      const [first, second] = [heap[left], heap[left + 1]];
      if (!first) return;
      const child = second && isBefore(second, first) ? left + 1 : left;
      if (!swapIfBefore(child, parent)) return;
      parent = child;
    }
  };

  return {
    push(due) {
      heap.push(due);
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >>> 1;
        if (!swapIfBefore(child, parent)) return;
        child = parent;
      }
    },
    peek: () => heap[0],
    pop() {
      const first = heap[0];
      const last = heap.pop();
      if (first && last && heap.length > 0) {
        heap[0] = last;
        sink(0);
      }
      return first;
    },
  };
}
