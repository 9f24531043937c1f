import type { LabelView } from '#src/modules/labels/contract.ts';

export type KeptFile = { name: string; format: LabelView['format']; base64: string };

const mostBytes = 3_000_000;

/** A label as it is sent to the desk, told apart by what it begins with; `unknown`, `large`: it cannot be taken. */
export async function keepFile(file: File): Promise<KeptFile | 'unknown' | 'large'> {
  if (file.size > mostBytes) return 'large';
  const bytes = new Uint8Array(await file.arrayBuffer());
  const format = formatOf(bytes);
  return format ? { name: file.name, format, base64: base64Of(bytes) } : 'unknown';
}

function formatOf(bytes: Uint8Array): LabelView['format'] | undefined {
  const head = new TextDecoder('latin1').decode(bytes.slice(0, 4096));
  if (head.startsWith('%PDF')) return 'pdf';
  if (head.startsWith('\u0089PNG')) return 'png';
  if (!head.includes('^XA')) return undefined;
  // A label four inches wide has 1,200 dots at 300 to the inch.
  return /\^PW1[12]\d\d\b/.test(head) ? 'zpl300' : 'zpl203';
}

function base64Of(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 32_768) text += String.fromCodePoint(...bytes.subarray(at, at + 32_768));
  return btoa(text);
}
