import { flags, keysTable } from '#src/modules/search/query-keys.ts';

const flagRows = Object.entries(flags)
  .map(([flag, meaning]) => `| \`is:${flag}\` | ${meaning} |`)
  .join('\n');

/** docs/search.md, with its tables made from src/modules/search/query-keys.ts. */
export const searchPage = (): string => `# Search

One line finds orders: in the search field of the grid, in the parameter \`q\` of \`GET /api/v1/orders\`, and in saved views.
This page is printed by \`npm run search:keys\` from \`src/modules/search/query-keys.ts\`; a test compares the two.

## Words
What stands without a key is looked for among order numbers, the seller's own order numbers, SKUs (also their beginning), ASINs,
purchase order numbers, tracking numbers, e-mail addresses, words of the buyer's name and words of product names. An order must
have all of the words; those that are words of a product name or the beginning of a SKU must be of one product. Up to 200 order numbers can be pasted at once, separated by blanks, commas or lines: any of them is found.

## Keys
${keysTable()}

- Several parts must all hold: \`status:unshipped carrier:UPS\`.
- Several values of a key, separated by commas: any of them, \`status:unshipped,shipped\`.
- \`-\` in front means not: \`-tag:fragile\`, \`-mug\`.
- Quotes hold words together: \`title:"blue mug"\`. Within them \`\\"\` is a quote.
- Upper and lower case matter in order numbers and listing ids alone; blanks and dashes in tracking numbers never do.

Name and e-mail are compared as keyed hashes, so they are found only as whole words and as a whole address, and only as long as
Waybill may keep them (30 days after delivery).

## Days and times
A day is \`2026-11-01\`, a month \`2026-11\`; \`today\`, \`yesterday\` and \`tomorrow\` work too. A range has two dots,
\`2026-11-01..2026-11-07\`, both ends included; one of them may be missing. Days begin and end in the time zone of the account.

| written | for \`date:\` | for \`ship-by:\` and \`deliver-by:\` |
|---|---|---|
| \`<24h\` | within the last 24 hours | within the next 24 hours |
| \`>7d\` | more than 7 days ago | in 7 days or later |
| \`overdue\` | – | the time is past and something is still to be shipped |

Units are \`h\` hours, \`d\` days of 24 hours, \`w\` weeks.

## Amounts
\`amount:19.99\`, \`amount:>50\`, \`amount:<=20\`, \`amount:20..30\`; with a currency behind it, \`amount:>50EUR\`, only totals in that
currency. Amounts are never converted.

## Kinds of order
| written | finds |
|---|---|
${flagRows}
`;
