import { SaxesParser } from 'saxes';

export type XmlNode = { name: string; text: string; children: XmlNode[] };

/** Reads an XML document into a tree; throws with the parser's words when it is not well-formed. */
export function parseXml(xml: string): XmlNode {
  const parser = new SaxesParser();
  const root: XmlNode = { name: '', text: '', children: [] };
  const open = [root];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name }) => {
    const node = { name, text: '', children: [] };
    open.at(-1)?.children.push(node);
    open.push(node);
  });
  const addText = (text: string) => {
    const node = open.at(-1);
    if (node) node.text += text;
  };
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', () => void open.pop());
  parser.write(xml.replace(/^\uFEFF/, '')).close();
  const [document] = root.children;
  if (!document) throw new Error('The document is empty.');
  return document;
}

export const childrenOf = (node: XmlNode | undefined, name: string) => node?.children.filter((child) => child.name === name) ?? [];

export const childOf = (node: XmlNode | undefined, name: string) => childrenOf(node, name)[0];

/** The trimmed text of a child; undefined when it is missing or empty. */
export const textOf = (node: XmlNode | undefined, name: string) => childOf(node, name)?.text.trim() || undefined;

export const escapeXml = (text: string) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
