import { createHmac } from 'node:crypto';
import type { OpenCall, OpenOperation, Reply } from '../http/operation.ts';
import type { Table } from '../store/table.ts';
import type { SimDocument } from './sim-document.ts';

const LIFE_MS = 5 * 60_000;

/** Addresses of documents that are good for five minutes and need no access token. */
export type DocumentUrls = {
  /** `encoding` is the Content-Encoding that the download will name, so that HTTP clients decompress by themselves. */
  urlOf(documentId: string, host: string | undefined, now: number, encoding?: 'gzip'): string;
  operations: OpenOperation[];
};

export function documentUrls(documents: Table<SimDocument>, secret: string): DocumentUrls {
  const sign = (documentId: string, expires: string, encoding: string) =>
    createHmac('sha256', secret).update([documentId, expires, encoding].join('/')).digest('hex');
  const refusal = (call: OpenCall): Reply | undefined => {
    const expires = call.query.get('expires') ?? '';
    if (call.query.get('signature') !== sign(call.params['documentId'] ?? '', expires, call.query.get('encoding') ?? ''))
      return xmlError('SignatureDoesNotMatch', 'The signature does not match.');
    return call.now > Number(expires) ? xmlError('AccessDenied', 'Request has expired') : undefined;
  };
  const path = '/_documents/{documentId}';

  return {
    urlOf(documentId, host, now, encoding) {
      const expires = String(now + LIFE_MS);
      const signature = sign(documentId, expires, encoding ?? '');
      const query = new URLSearchParams({ expires, ...(encoding ? { encoding } : {}), signature });
      return `http://${host ?? '127.0.0.1'}/_documents/${encodeURIComponent(documentId)}?${query}`;
    },
    operations: [
      {
        name: 'uploadDocument',
        method: 'PUT',
        path,
        open: true,
        handle(call) {
          const document = documents.get(call.params['documentId'] ?? '');
          const refused = refusal(call);
          if (refused) return refused;
          if (!document || normal(call.headers['content-type']) !== normal(document.contentType)) {
            return xmlError('SignatureDoesNotMatch', 'The Content-Type is not the one that the document was created for.');
          }
          documents.put(document.documentId, { ...document, content: call.body.toString('base64') });
          return { status: 200 };
        },
      },
      {
        name: 'downloadDocument',
        method: 'GET',
        path,
        open: true,
        handle(call) {
          const document = documents.get(call.params['documentId'] ?? '');
          const refused = refusal(call);
          if (refused) return refused;
          if (document?.content === undefined) return xmlError('NoSuchKey', 'The document does not exist.', 404);
          const encoding = call.query.get('encoding');
          return {
            status: 200,
            bytes: Buffer.from(document.content, 'base64'),
            headers: { 'content-type': document.contentType, ...(encoding ? { 'content-encoding': encoding } : {}) },
          };
        },
      },
    ],
  };
}

const normal = (contentType: string | undefined) => contentType?.toLowerCase().replaceAll(/\s/g, '');

const xmlError = (code: string, message: string, status = 403): Reply => ({
  status,
  text: `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${code}</Code><Message>${message}</Message></Error>`,
  headers: { 'content-type': 'application/xml' },
});
