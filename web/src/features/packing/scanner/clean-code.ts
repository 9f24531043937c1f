/** Names of symbologies that scanners put before what they read (ISO/IEC 15424), such as `]C1` for GS1-128. */
const symbology = /^\][A-Za-z][0-9A-Za-z]/;
const separator = '\u{1D}';
/** Nothing that is scanned at a desk is longer: two scanners at once, or a page of text read as one code. The desk takes no more. */
const longest = 200;
/** How scanners that cannot type FNC1 write it. */
const spelled = /<GS>|\{GS\}|\[GS\]|<FNC1>|\{FNC1\}|\{\\x1D\}/gi;

/** What a scan says: without the scanner's own prefix and suffix, the name of the symbology and FNC1 at its ends. */
export function cleanCode(text: string, { prefix = '', suffix = '' }: { prefix?: string; suffix?: string } = {}): string {
  let code = text;
  if (prefix !== '' && code.startsWith(prefix)) code = code.slice(prefix.length);
  if (suffix !== '' && code.endsWith(suffix)) code = code.slice(0, -suffix.length);
  code = code.replace(symbology, '').replace(spelled, separator).trim();
  while (code.startsWith(separator)) code = code.slice(1);
  while (code.endsWith(separator)) code = code.slice(0, -1);
  return code.slice(0, longest);
}
