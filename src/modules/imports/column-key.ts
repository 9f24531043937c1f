/** One key for all spellings of a column: `Amazon-Order-Id`, `amazon_order_id`, `Amazon Order ID`, `AmazonOrderId`. */
export const columnKey = (name: string): string =>
  name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_-]+/g, '');
