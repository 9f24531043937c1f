/** A part of a search text. `key` is what stands before the colon, as typed. Positions are those of the text. */
export type Token = {
  readonly start: number;
  readonly end: number;
  readonly not: boolean;
  readonly key: string | undefined;
  readonly values: readonly TokenValue[];
};
export type TokenValue = { readonly text: string; readonly start: number; readonly end: number };

const blank = /[\s,;]/;
const quotes = /["“”„]/;
const keyed = /^(-?)([A-Za-z]+(?:-[A-Za-z]+)*):/;

/**
 * Splits a search text. Blanks, commas and semicolons separate words; after a key, commas separate its values. Quotes hold
 * a value together, `\"` is a quote within, and an open quote reaches to the end.
 */
export function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  while (at < text.length) {
    if (blank.test(text.charAt(at))) at += 1;
    else {
      const token = readToken(text, at);
      tokens.push(token);
      at = token.end;
    }
  }
  return tokens;
}

function readToken(text: string, start: number): Token {
  const head = keyed.exec(text.slice(start, start + 40));
  if (!head) {
    const not = text.charAt(start) === '-' && start + 1 < text.length && !blank.test(text.charAt(start + 1));
    const value = readValue(text, not ? start + 1 : start, blank);
    return { start, end: value.end, not, key: undefined, values: [value] };
  }
  const values: TokenValue[] = [];
  let at = start + head[0].length;
  while (at < text.length && !/\s/.test(text.charAt(at))) {
    if (text.charAt(at) === ',') at += 1;
    else {
      const value = readValue(text, at, /[\s,]/);
      values.push(value);
      at = value.end;
    }
  }
  return { start, end: at, not: head[1] === '-', key: head[2], values };
}

function readValue(text: string, start: number, stop: RegExp): TokenValue {
  let at = start;
  let value = '';
  if (quotes.test(text.charAt(at))) {
    for (at += 1; at < text.length && !quotes.test(text.charAt(at)); at++) {
      if (text.charAt(at) === '\\' && /["“”„\\]/.test(text.charAt(at + 1))) at += 1;
      value += text.charAt(at);
    }
    return { text: value, start, end: Math.min(at + 1, text.length) };
  }
  while (at < text.length && !stop.test(text.charAt(at))) at += 1;
  return { text: text.slice(start, at), start, end: at };
}

/** A value as it stands in a search text: quoted where it would otherwise be read as something else. */
export function quoted(value: string, free = false): string {
  const plain = !/^$|[\s,;"“”„]|\\/.test(value) && !(free && (value.startsWith('-') || keyed.test(value)));
  return plain ? value : `"${value.replaceAll(/["“”„\\]/g, String.raw`\$&`)}"`;
}
