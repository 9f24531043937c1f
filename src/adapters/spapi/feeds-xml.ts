import { SaxesParser } from 'saxes';
import { AppError } from '#src/kernel/app-error.ts';
import type { CancellationFile, FeedReport } from '#src/modules/writes/ports.ts';

/** A file of order acknowledgements that all say "failure", which is how Amazon's XML cancels (spapi.md 2.3). */
export function cancellationXml({ sellerId, cancellations }: CancellationFile): string {
  const messages = cancellations.map(({ messageId, orderId, reason, itemIds }) => {
    const items = itemIds.map((itemId) => element('Item', leaf('AmazonOrderItemCode', itemId), leaf('CancelReason', reason)));
    const acknowledgement = element('OrderAcknowledgement', leaf('AmazonOrderID', orderId), leaf('StatusCode', 'Failure'), ...items);
    return element('Message', leaf('MessageID', String(messageId)), acknowledgement);
  });
  const header = element('Header', leaf('DocumentVersion', '1.01'), leaf('MerchantIdentifier', sellerId));
  const envelope = element('AmazonEnvelope', header, leaf('MessageType', 'OrderAcknowledgement'), ...messages);
  return `<?xml version="1.0" encoding="UTF-8"?>\n${envelope}\n`;
}

const element = (name: string, ...children: string[]) => `<${name}>${children.join('')}</${name}>`;
const leaf = (name: string, text: string) => element(name, escaped(text));

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

// XML has no way at all to write control characters and halves of characters.
const escaped = (text: string) =>
  text
    .toWellFormed()
    .replace(/[^\t\n\r\x20-\uFFFD\u{10000}-\u{10FFFF}]/gu, '')
    .replace(/[&<>"']/g, (char) => entities[char] ?? char);

const summaryFields = {
  MessagesProcessed: 'processed',
  MessagesSuccessful: 'successful',
  MessagesWithError: 'failed',
  MessagesWithWarning: 'warned',
} as const;

/** Reads Amazon's processing report of an XML feed. Throws AMAZON_ANSWER for what is none. */
export function readProcessingReport(xml: string): FeedReport {
  const report: FeedReport = { processed: 0, successful: 0, failed: 0, warned: 0, messages: [] };
  let seenSummary = false;
  let text = '';
  let result: Record<string, string> | undefined;
  const parser = new SaxesParser();
  parser.on('opentag', ({ name }) => {
    text = '';
    if (name === 'Result') result = {};
  });
  const hear = (piece: string) => {
    text += piece;
  };
  parser.on('text', hear);
  parser.on('cdata', hear);
  parser.on('closetag', ({ name }) => {
    if (name === 'Result') {
      if (result) report.messages.push(messageOf(result));
      result = undefined;
    } else if (name === 'ProcessingSummary') seenSummary = true;
    else if (result) result[name] = text.trim();
    else if (Object.hasOwn(summaryFields, name)) report[summaryFields[name as keyof typeof summaryFields]] = wholeNumber(name, text);
    text = '';
  });
  parser.on('error', ({ message }) => {
    // The parser quotes names and entities, not contents.
    throw notReadable(message.slice(0, 200));
  });
  parser.write(xml.replace(/^\uFEFF/, '')).close();
  if (!seenSummary) throw notReadable('it has no summary');
  return report;
}

function messageOf(result: Record<string, string>): FeedReport['messages'][number] {
  const { MessageID = '', ResultCode = '', ResultMessageCode = '', ResultDescription = '', AmazonOrderID } = result;
  return {
    messageId: wholeNumber('MessageID', MessageID),
    level: ResultCode === 'Warning' ? 'warning' : 'error',
    code: ResultMessageCode,
    text: ResultDescription,
    ...(AmazonOrderID ? { orderId: AmazonOrderID } : {}),
  };
}

function wholeNumber(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text.trim())) throw notReadable(`${name} is not a whole number`);
  return Number(text);
}

const notReadable = (why: string) => new AppError('AMAZON_ANSWER', `the processing report of a feed cannot be read: ${why}`);
