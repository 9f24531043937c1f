import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { AppError } from '#src/kernel/app-error.ts';

/** Ends no line of any text that is uploaded, and is told to the desk in the header. */
const boundary = 'waybill-upload-7f3d1c9a5b';

/**
 * A form with its fields first and then the file, read as it is sent. `name` is a path as the person typed it, seen from
 * the folder where the command was called. Throws FILE_UNREADABLE when there is no such file.
 */
export async function uploadBody(calledFrom: string, name: string, fields: Readonly<Record<string, string | undefined>>) {
  const file = path.resolve(calledFrom, name);
  const found = await stat(file).catch((cause: unknown) => {
    throw new AppError('FILE_UNREADABLE', `there is no file ${file}, or it may not be read`, { cause });
  });
  if (!found.isFile()) throw new AppError('FILE_UNREADABLE', `${file} is no file`);
  async function* content(): AsyncGenerator<Uint8Array> {
    for (const [field, value] of Object.entries(fields))
      if (value !== undefined) yield Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${field}"\r\n\r\n${value}\r\n`);
    const shown = path.basename(file).replaceAll(/["\\\r\n]/g, '_');
    yield Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${shown}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    );
    for await (const chunk of createReadStream(file)) yield Buffer.from(chunk);
    yield Buffer.from(`\r\n--${boundary}--\r\n`);
  }
  return { type: `multipart/form-data; boundary=${boundary}`, content: content() };
}
