import { escapeXml } from './xml-tree.ts';

/** What became of one message of a feed. */
export type MessageResult = { messageId: string; orderId?: string | undefined; problems: string[] };

const RESULT_CODE = '18028';

/** Amazon's processing report: the counts, and a result for each message that went wrong. */
export function processingReport(feedId: string, sellerId: string, results: MessageResult[]): string {
  const failed = results.filter((result) => result.problems.length > 0);
  const entries = failed.flatMap(({ messageId, orderId, problems }) =>
    problems.map((problem) =>
      [
        '      <Result>',
        `        <MessageID>${escapeXml(messageId)}</MessageID>`,
        '        <ResultCode>Error</ResultCode>',
        `        <ResultMessageCode>${RESULT_CODE}</ResultMessageCode>`,
        `        <ResultDescription>${escapeXml(problem)}</ResultDescription>`,
        ...(orderId === undefined
          ? []
          : ['        <AdditionalInfo>', `          <AmazonOrderID>${escapeXml(orderId)}</AmazonOrderID>`, '        </AdditionalInfo>']),
        '      </Result>',
      ].join('\n'),
    ),
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">',
    '  <Header>',
    '    <DocumentVersion>1.02</DocumentVersion>',
    `    <MerchantIdentifier>${escapeXml(sellerId)}</MerchantIdentifier>`,
    '  </Header>',
    '  <MessageType>ProcessingReport</MessageType>',
    '  <Message>',
    '    <MessageID>1</MessageID>',
    '    <ProcessingReport>',
    `      <DocumentTransactionID>${escapeXml(feedId)}</DocumentTransactionID>`,
    '      <StatusCode>Complete</StatusCode>',
    '      <ProcessingSummary>',
    `        <MessagesProcessed>${results.length}</MessagesProcessed>`,
    `        <MessagesSuccessful>${results.length - failed.length}</MessagesSuccessful>`,
    `        <MessagesWithError>${failed.length}</MessagesWithError>`,
    '        <MessagesWithWarning>0</MessagesWithWarning>',
    '      </ProcessingSummary>',
    ...entries,
    '    </ProcessingReport>',
    '  </Message>',
    '</AmazonEnvelope>',
    '',
  ].join('\n');
}
