/**
 * Confirms that an order was shipped, and waits until Amazon shows it. The key of the request is made of the order and
 * the tracking number: however often this is called, it is sent once.
 * usage: WAYBILL_URL=… WAYBILL_KEY=… node confirm-shipment.ts <account> <order> <tracking number>
 */
const { WAYBILL_URL: desk = 'http://127.0.0.1:3000', WAYBILL_KEY: key = '' } = process.env;
const [accountId = '', orderId = '', trackingNumber = ''] = process.argv.slice(2);

type Asked = { rows: { writeId: string | null; reason: { key: string } }[] };
type Order = { writes: { writeId: string; state: string; reason: string | null }[] };

async function ask<T>(path: string, init: { method?: string; headers?: Record<string, string>; body?: string } = {}): Promise<T> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json', ...init.headers };
  const response = await fetch(`${desk}/api/v1${path}`, { ...init, headers });
  // A refusal is application/problem+json: what is wrong, and what to do.
  if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
  return (await response.json()) as T;
}

const asked = await ask<Asked>('/writes', {
  method: 'POST',
  headers: { 'idempotency-key': `confirm ${orderId} ${trackingNumber}` },
  body: JSON.stringify({ action: 'confirm', packages: [{ accountId, orderId, trackingNumber }] }),
});
const [row] = asked.rows;
if (!row?.writeId) throw new Error(`not possible: ${row?.reason.key}`);

for (let state = ''; ; ) {
  const { writes } = await ask<Order>(`/orders/${accountId}/${orderId}?fields=writes`);
  const write = writes.find((one) => one.writeId === row.writeId);
  if (write && write.state !== state) {
    state = write.state;
    console.log(state);
  }
  if (state === 'verified') break;
  if (state === 'rejected' || state === 'withdrawn') throw new Error(`${state}: ${write?.reason}`);
  await new Promise((resolve) => setTimeout(resolve, 1_000));
}
