const orderNumber = /\b\d{3}-\d{7}-\d{7}\b/;

/** What a search of the grid looks for, as a question: its order number, or its words without search keys. */
export function askedFor(query: string): string {
  const [number] = orderNumber.exec(query) ?? [];
  return (
    number ??
    query
      .replaceAll(/(?:^|\s)-?[a-z-]+:/gi, ' ')
      .replaceAll('"', '')
      .replaceAll(/\s+/g, ' ')
      .trim()
      .slice(0, 200)
  );
}
