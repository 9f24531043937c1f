/** A cell without outer blanks and without the marks by which sheet programs keep it as text (`'123`, `'=A1`, `="123"`). */
export function plainCell(cell: string): string {
  const text = cell.trim();
  return /^="(.*)"$/s.exec(text)?.[1]?.trim() ?? text.replace(/^'(?=\d[\d .,+-]*$|[=+\-@\t\r＝＋－＠])/, '');
}
