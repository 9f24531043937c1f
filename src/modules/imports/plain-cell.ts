/** A cell without outer blanks and without the marks by which sheet programs keep a number as text (`'123`, `="123"`). */
export function plainCell(cell: string): string {
  const text = cell.trim();
  return /^="(.*)"$/s.exec(text)?.[1]?.trim() ?? text.replace(/^'(?=[\d+-][\d .,+-]*$)/, '');
}
