import { hidWeight, scaleUsagePage, weightReport } from './hid-weight.ts';
import { scaleText } from './scale-text.ts';
import type { ScaleReading } from './weight.ts';

/** The parts of WebHID and Web Serial that are used here; TypeScript's own library does not have them yet. */
type HidDevice = EventTarget & {
  productName: string;
  opened: boolean;
  open(): Promise<void>;
  collections: readonly { usagePage: number }[];
};
type SerialPort = {
  readable: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  open(options: { baudRate: number }): Promise<void>;
  close(): Promise<void>;
};
type Devices = {
  hid?: { getDevices(): Promise<HidDevice[]>; requestDevice(options: { filters: { usagePage: number }[] }): Promise<HidDevice[]> };
  serial?: { getPorts(): Promise<SerialPort[]>; requestPort(): Promise<SerialPort> };
};

export type ScaleKind = 'hid' | 'serial';
export type Connected = { name: string; stop: () => void };
type Hear = (reading: ScaleReading) => void;

const devices = (): Devices => navigator as unknown as Devices;

/** What this browser can connect: Chrome and Edge, over HTTPS or on this machine. */
export const scaleKinds = (): ScaleKind[] => [
  ...(devices().hid ? (['hid'] as const) : []),
  ...(devices().serial ? (['serial'] as const) : []),
];

/** Connects a scale. `ask` shows the browser's own list, which needs a click; without it only a scale that was allowed before. */
export const connectScale = (kind: ScaleKind, hear: Hear, { ask, baudRate }: { ask: boolean; baudRate: number }) =>
  kind === 'hid' ? connectHid(hear, ask) : connectSerial(hear, ask, baudRate);

async function connectHid(hear: Hear, ask: boolean): Promise<Connected | undefined> {
  const { hid } = devices();
  const known = (await hid?.getDevices())?.filter((each) => each.collections.some(({ usagePage }) => usagePage === scaleUsagePage));
  const [device] = ask ? ((await hid?.requestDevice({ filters: [{ usagePage: scaleUsagePage }] })) ?? []) : (known ?? []);
  if (!device) return undefined;
  if (!device.opened) await device.open();
  const onReport = (event: Event) => {
    const { reportId, data } = event as Event & { reportId: number; data: DataView };
    const reading = reportId === weightReport ? hidWeight(data) : undefined;
    if (reading) hear(reading);
  };
  device.addEventListener('inputreport', onReport);
  return { name: device.productName, stop: () => device.removeEventListener('inputreport', onReport) };
}

async function connectSerial(hear: Hear, ask: boolean, baudRate: number): Promise<Connected | undefined> {
  const { serial } = devices();
  const port = ask ? await serial?.requestPort() : (await serial?.getPorts())?.[0];
  if (!port) return undefined;
  await port.open({ baudRate });
  const reader = port.readable?.pipeThrough(new TextDecoderStream()).getReader();
  const listen = async () => {
    let rest = '';
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      const lines = (rest + part.value).split(/[\r\n]+/);
      // A scale that never ends its lines must not fill the memory.
      rest = (lines.pop() ?? '').slice(-200);
      for (const reading of lines.map(scaleText)) if (reading) hear(reading);
    }
  };
  // A cable that is pulled ends the reading; the page shows the scale as gone when no weight comes.
  listen().catch(() => undefined);
  const stop = () => {
    const end = async () => {
      await reader?.cancel();
      await port.close();
    };
    end().catch(() => undefined);
  };
  return { name: '', stop };
}
