import { expect, test } from 'vitest';
import { silentLog } from './log.ts';
import { stopInOrder } from './stop-in-order.ts';

test('the last that was started stops first, those of one name side by side, and what fails or hangs stops nobody', async () => {
  const said: string[] = [];
  const warned: unknown[] = [];
  const stops = stopInOrder({ ...silentLog, warn: (fields) => void warned.push(fields['what']) });
  const both = Promise.withResolvers<void>();
  let begun = 0;
  const together = async () => {
    begun += 1;
    if (begun === 2) both.resolve();
    await both.promise;
  };
  stops.add('store', async () => void said.push('store'));
  stops.add('hangs', () => new Promise(() => {}), 20);
  stops.add('work', together);
  stops.add('work', together);
  stops.add('fails', () => Promise.reject(new Error('no')));
  stops.add('web', async () => void said.push('web'));
  await stops.stop();
  expect(said).toEqual(['web', 'store']);
  expect(begun).toBe(2);
  expect(warned).toEqual(['fails', 'hangs']);
  await stops.stop();
  expect(said).toHaveLength(2);
});
