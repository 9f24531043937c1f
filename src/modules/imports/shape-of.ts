/** What a value looks like, without saying it: `Ann 12,5` is "aaa 99,9". For messages, which never hold a cell's content. */
export function shapeOf(value: string): string {
  const shape = value.slice(0, 24).replaceAll(/\p{N}/gu, '9').replaceAll(/\p{L}/gu, 'a');
  return `"${shape}${value.length > 24 ? '…' : ''}"`;
}
