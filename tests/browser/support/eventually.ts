import { expect } from 'vitest';

/** An expectation of what the page will show: looked at again until it holds. */
export const eventually = <T>(look: () => Promise<T> | T) => expect.poll(look, { timeout: 30_000, interval: 50 });
