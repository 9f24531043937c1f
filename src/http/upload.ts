import type { FastifyRequest } from 'fastify';
import { AppError } from '#src/kernel/app-error.ts';
import { refuseUnstorable } from './refuse-unstorable.ts';

export type Upload = {
  fileName: string;
  stream: AsyncIterable<Uint8Array>;
  /** The fields that came before the file. */
  fields: Readonly<Record<string, string>>;
};

/** What a file may have at most, packed or not: as much as a reader takes of text. */
const MAX_BYTES = 2 * 1024 ** 3;

/**
 * The one file of a multipart request, read as it arrives. Fields must stand before it: what comes later is not known yet
 * when reading begins. Throws INVALID_INPUT without a file; the stream throws TOO_LARGE where the server's limit cuts it off.
 */
export async function uploadOf(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new AppError('UNSUPPORTED_MEDIA', 'send multipart/form-data with the fields first and then the file');
  const fields: Record<string, string> = {};
  const parts = request.parts({ limits: { fileSize: MAX_BYTES, files: 1, fields: 10, fieldSize: 10_000 } });
  for await (const part of wholeForm(parts)) {
    if (part.type === 'file') {
      const { file, filename } = part;
      refuseUnstorable({ fields, file: filename });
      return { fileName: filename.slice(0, 200), fields, stream: whole(file) };
    }
    if (typeof part.value === 'string' && part.value !== '') fields[part.fieldname] = part.value;
  }
  throw new AppError('INVALID_INPUT', 'file is missing: send the file as the part named file', {
    problems: [{ field: 'file', message: 'is missing' }],
  });
}

async function* whole(file: AsyncIterable<Uint8Array> & { truncated: boolean }): AsyncGenerator<Uint8Array> {
  yield* wholeForm(file);
  if (file.truncated) throw new AppError('TOO_LARGE', 'file is larger than this desk takes at once');
}

/** What is wrong with a form is said of it, and is no fault of ours. */
async function* wholeForm<T>(parts: AsyncIterable<T>): AsyncGenerator<T> {
  try {
    yield* parts;
  } catch (error) {
    // The limits of the server have their own words and status.
    if (error instanceof Error && 'statusCode' in error) throw error;
    throw new AppError('INVALID_INPUT', 'the form breaks off or is not written as multipart/form-data asks', { cause: error });
  }
}
