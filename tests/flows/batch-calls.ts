type Send = (method: string, body?: unknown, headers?: Record<string, string>) => (path: string) => Promise<Response>;
type Desk = {
  send: Send;
  accountId: string;
  newOrder: () => Promise<string>;
  setUp: () => Promise<unknown>;
  pass: <T>(work: Promise<T>) => Promise<T>;
};

/** A good call of every route of batches. */
export function batchCalls({ send, accountId, newOrder, setUp, pass }: Desk) {
  let keys = 0;
  let order: Promise<string> | undefined;
  const make = async () => {
    await setUp();
    const orders = [{ accountId, orderId: await (order ??= newOrder()) }];
    return send('POST', { orders }, { 'idempotency-key': `a-batch-${(keys += 1)}` })('/batches');
  };
  const made = async (): Promise<string> => ((await (await make()).json()) as { batchId: string }).batchId;
  /** Waits until the only row of the batch is there. */
  const reached = async (path: string, phase: string): Promise<void> => {
    for (;;) {
      const { counts } = (await (await send('GET')(path)).json()) as { counts: Record<string, number> };
      if (counts[phase] === 1) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const ready = async (): Promise<string> => {
    const path = `/batches/${await made()}`;
    await pass(reached(path, 'ready'));
    return path;
  };
  let whole: Promise<string> | undefined;
  /** One that is bought, with a stack. */
  const bought = (): Promise<string> =>
    (whole ??= (async () => {
      const path = await ready();
      await send('POST', {})(`${path}/buy`);
      await pass(reached(path, 'bought'));
      await send('POST', {})(`${path}/prints`);
      return path;
    })());
  const post = (action: string, body: unknown) => async () => send('POST', body)(`/batches/${await made()}/${action}`);

  return {
    'POST /api/v1/batches': make,
    'GET /api/v1/batches': async () => {
      await made();
      return send('GET')('/batches');
    },
    'GET /api/v1/batches/:batchId': async () => send('GET')(await bought()),
    'GET /api/v1/batches/:batchId/rows': async () => send('GET')(`${await bought()}/rows`),
    'GET /api/v1/batches/:batchId/rows.csv': async () => send('GET')(`${await bought()}/rows.csv`),
    'GET /api/v1/batches/:batchId/rows/:accountId/:orderId/offers': async () => {
      const path = await bought();
      const { rows } = (await (await send('GET')(`${path}/rows`)).json()) as { rows: { orderId: string }[] };
      return send('GET')(`${path}/rows/${accountId}/${rows[0]?.orderId}/offers`);
    },
    'POST /api/v1/batches/:batchId/change': post('change', { refresh: 'all' }),
    'POST /api/v1/batches/:batchId/buy': post('buy', {}),
    'POST /api/v1/batches/:batchId/pause': post('pause', { paused: true }),
    'POST /api/v1/batches/:batchId/cancel': async () => send('POST')(`/batches/${await made()}/cancel`),
    'POST /api/v1/batches/:batchId/retry': post('retry', {}),
    'POST /api/v1/batches/:batchId/void': post('void', {}),
    'POST /api/v1/batches/:batchId/prints': async () => send('POST', { which: 'all' })(`${await bought()}/prints`),
    'POST /api/v1/batches/:batchId/prints/:run/file': async () => send('POST', {})(`${await bought()}/prints/1/file`),
  };
}
