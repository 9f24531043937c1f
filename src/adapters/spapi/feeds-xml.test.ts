import fc from 'fast-check';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { cancellationXml, readProcessingReport } from './feeds-xml.ts';

/** Names and texts of all leaves in order. */
function leaves(xml: string): [string, string][] {
  const found: [string, string][] = [];
  let text = '';
  const parser = new SaxesParser();
  parser.on('opentag', () => (text = ''));
  parser.on('text', (piece) => (text += piece));
  parser.on('closetag', ({ name }) => {
    if (text !== '') found.push([name, text]);
    text = '';
  });
  parser.write(xml).close();
  return found;
}

test('a cancellation names the order, its items and the reason', () => {
  const cancellations = [
    { messageId: 1, orderId: '302-1111111-2222222', reason: 'NoInventory', itemIds: ['11', '12'] },
    { messageId: 2, orderId: '302-3333333-4444444', reason: 'BuyerCanceled', itemIds: [] },
  ];
  expect(leaves(cancellationXml({ sellerId: 'A1SELLER', cancellations }))).toEqual([
    ['DocumentVersion', '1.01'],
    ['MerchantIdentifier', 'A1SELLER'],
    ['MessageType', 'OrderAcknowledgement'],
    ['MessageID', '1'],
    ['AmazonOrderID', '302-1111111-2222222'],
    ['StatusCode', 'Failure'],
    ['AmazonOrderItemCode', '11'],
    ['CancelReason', 'NoInventory'],
    ['AmazonOrderItemCode', '12'],
    ['CancelReason', 'NoInventory'],
    ['MessageID', '2'],
    ['AmazonOrderID', '302-3333333-4444444'],
    ['StatusCode', 'Failure'],
  ]);
});

test('whatever is in a text, it stays a text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (reason) => {
      const xml = cancellationXml({
        sellerId: 'S',
        cancellations: [{ messageId: 1, orderId: `x${reason}`, reason: '</Item>', itemIds: ['1'] }],
      });
      const names = leaves(xml).map(([name]) => name);
      expect(names).toEqual([
        'DocumentVersion',
        'MerchantIdentifier',
        'MessageType',
        'MessageID',
        'AmazonOrderID',
        'StatusCode',
        'AmazonOrderItemCode',
        'CancelReason',
      ]);
      expect(leaves(xml).at(-1)?.[1]).toBe('</Item>');
    }),
  );
  expect(cancellationXml({ sellerId: '<&>"\'', cancellations: [] })).toContain('&lt;&amp;&gt;&quot;&apos;');
});

const report = (body: string) => `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
  <Header><DocumentVersion>1.02</DocumentVersion><MerchantIdentifier>S</MerchantIdentifier></Header>
  <MessageType>ProcessingReport</MessageType>
  <Message><MessageID>1</MessageID><ProcessingReport><DocumentTransactionID>500</DocumentTransactionID><StatusCode>Complete</StatusCode>${body}</ProcessingReport></Message>
</AmazonEnvelope>`;
const summary =
  '<ProcessingSummary><MessagesProcessed>3</MessagesProcessed><MessagesSuccessful>1</MessagesSuccessful><MessagesWithError>1</MessagesWithError><MessagesWithWarning>1</MessagesWithWarning></ProcessingSummary>';

test('a processing report tells which messages failed and why', () => {
  const results = `
    <Result><MessageID>2</MessageID><ResultCode>Error</ResultCode><ResultMessageCode>25075</ResultMessageCode>
      <ResultDescription>The order &lt;302&gt; &amp; its item <![CDATA[are "shipped"]]>.</ResultDescription>
      <AdditionalInfo><AmazonOrderID>302-1111111-2222222</AmazonOrderID></AdditionalInfo></Result>
    <Result><MessageID>3</MessageID><ResultCode>Warning</ResultCode><ResultMessageCode>99</ResultMessageCode><ResultDescription>late</ResultDescription></Result>`;
  expect(readProcessingReport(report(summary + results))).toEqual({
    processed: 3,
    successful: 1,
    failed: 1,
    warned: 1,
    messages: [
      { messageId: 2, level: 'error', code: '25075', text: 'The order <302> & its item are "shipped".', orderId: '302-1111111-2222222' },
      { messageId: 3, level: 'warning', code: '99', text: 'late' },
    ],
  });
});

test.each([
  ['no report', '<html><body>Request expired</body></html>'],
  ['text', 'AccessDenied'],
  ['nothing', ''],
  ['a cut-off report', report(summary).slice(0, -40)],
  ['a count that is none', report(summary.replace('>3<', '>many<'))],
  ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'],
])('%s is not read as success', (_, xml) => {
  expect(() => readProcessingReport(xml)).toThrow(expect.objectContaining({ code: 'AMAZON_ANSWER' }));
});
