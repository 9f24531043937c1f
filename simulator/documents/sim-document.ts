/** A file that is uploaded or downloaded at an address which is good for five minutes. */
export type SimDocument = {
  documentId: string;
  sellerId: string;
  contentType: string;
  /** Base64; missing until something is uploaded. */
  content?: string;
  /** Set for the document of a report, which is compressed with gzip. */
  report?: { reportType: string; createdAt: number };
};
