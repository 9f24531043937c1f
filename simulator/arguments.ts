import { parseArgs } from 'node:util';
import type { SimulatorOptions } from './start-simulator.ts';

export const USAGE = `Runs a simulated Amazon: the Selling Partner API of a demo shop, on this machine only.

  npm run simulate -- [options]

  --port <n>            port to listen on (default 4600; 0 takes a free one)
  --host <address>      address to listen on (default 127.0.0.1)
  --seed <n>            the same seed gives the same shop (default 1)
  --orders <n>          past orders of the first account (default 500)
  --days <n>            how many days they go back, up to 730 (default 365)
  --data <dir>          keep the shop in this folder and go on with it at the next start
  --confirm-delay <s>   seconds until a shipment confirmation shows (default 5)
  --report-delay <s>    seconds until a report is ready (default 20)
  --notifications       a server of queues on a port of its own, to which notifications are sent
  --carriers            small servers that stand in for EasyPost and Shippo, on ports of their own
  --step                a clock that moves only by POST /_control/clock
  --no-arrivals         no new orders by themselves
  --help                this text

The control API under /_control/ is described in simulator/README.md.
`;

type Parsed = { help: true } | { problems: string[] } | { options: SimulatorOptions };

const OPTIONS = {
  port: { type: 'string', default: '4600' },
  host: { type: 'string', default: '127.0.0.1' },
  seed: { type: 'string', default: '1' },
  orders: { type: 'string', default: '500' },
  days: { type: 'string', default: '365' },
  data: { type: 'string' },
  'confirm-delay': { type: 'string', default: '5' },
  'report-delay': { type: 'string' },
  notifications: { type: 'boolean', default: false },
  carriers: { type: 'boolean', default: false },
  step: { type: 'boolean', default: false },
  'no-arrivals': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

/** Reads the command line; every wrong value is named at once. */
export function parseArguments(args: string[]): Parsed {
  let values: ReturnType<typeof read>;
  try {
    values = read(args);
  } catch (error) {
    return { problems: [error instanceof Error ? error.message : String(error)] };
  }
  if (values.help) return { help: true };
  const problems: string[] = [];
  const whole = (name: 'port' | 'seed' | 'orders' | 'days', most: number): number => {
    const number = /^\d{1,10}$/.test(values[name]) ? Number(values[name]) : Number.NaN;
    if (!(number <= most)) problems.push(`--${name} takes a whole number from 0 to ${most}, not "${values[name]}".`);
    return number;
  };
  const seconds = (name: 'confirm-delay' | 'report-delay', text: string): number => {
    const number = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
    if (Number.isNaN(number)) problems.push(`--${name} takes seconds such as 5 or 0.5, not "${text}".`);
    return number;
  };
  const reportDelay = values['report-delay'];
  const options: SimulatorOptions = {
    port: whole('port', 65_535),
    host: values.host,
    seed: whole('seed', 4_294_967_295),
    orders: whole('orders', 100_000),
    days: whole('days', 730),
    confirmDelaySeconds: seconds('confirm-delay', values['confirm-delay']),
    ...(reportDelay === undefined ? {} : { reports: { generationMs: Math.round(seconds('report-delay', reportDelay) * 1000) } }),
    notifications: values.notifications,
    carriers: values.carriers,
    arrivals: !values['no-arrivals'],
    ...(values.step ? { stepped: true } : {}),
    ...(values.data === undefined ? {} : { dataDir: values.data }),
  };
  return problems.length > 0 ? { problems } : { options };
}

const read = (args: string[]) => parseArgs({ args, options: OPTIONS }).values;
