import { type ErrorEntry, errorCodes, type Fault } from '#src/kernel/error-codes.ts';

const faults: Record<Fault, string> = {
  caller: 'the caller',
  outside: 'Amazon, a carrier or the network',
  ours: 'Waybill or its installation',
};

/** docs/errors.md, made from the table in src/kernel/error-codes.ts. */
export function errorsPage(): string {
  const rows = Object.entries<ErrorEntry>(errorCodes).map(
    ([code, { status, fault, title, remedy }]) => `| \`${code}\` | ${status} | ${faults[fault]} | ${cell(title)} | ${cell(remedy)} |`,
  );
  return `# Errors

Every answer that is not a success has one of these codes. Over HTTP it comes as \`application/problem+json\` with the
code, the status and, for bad input, one problem for each field; the command line prints the code and the detail.
This page is printed by \`npm run errors\` from \`src/kernel/error-codes.ts\`; a test compares the two.

| code | status | lies with | meaning | what to do |
|---|---|---|---|---|
${rows.join('\n')}
`;
}

const cell = (text: string) => text.replaceAll('|', '\\|');
