import { parseXml, XmlElement, XmlError, XmlText, XmlDocumentType } from '@rgrove/parse-xml';
import { malformed } from '../../../../kernel/errors.ts';
import { deepest, type CardNode } from './node.ts';

// Timecards come with whatever prefix their sender binds the namespace to.
const localName = (name: string) => name.slice(name.indexOf(':') + 1);

const tooDeep = () => malformed({ detail: `The document nests deeper than ${deepest} elements.` });

function nodeOf(element: XmlElement, place: string, depth: number): CardNode {
  if (depth > deepest) throw tooDeep();
  const elements = element.children.filter((child) => child instanceof XmlElement);
  const totals = Map.groupBy(elements, ({ name }) => localName(name));
  const seen = new Map<string, number>();
  const children = elements.map((child) => {
    const name = localName(child.name);
    const nth = (seen.get(name) ?? 0) + 1;
    seen.set(name, nth);
    const position = totals.get(name)!.length > 1 ? `[${nth}]` : '';
    return nodeOf(child, `${place}/${name}${position}`, depth + 1);
  });
  const texts = element.children.flatMap((child) => (child instanceof XmlText ? [child.text] : []));
  return {
    name: localName(element.name),
    place,
    attributes: element.attributes,
    children,
    text: texts.join('').trim(),
  };
}

function parsed(text: string) {
  try {
    return parseXml(text, { preserveDocumentType: true });
  } catch (error) {
    // A document that nests without end exhausts the stack before it can be measured.
    if (error instanceof RangeError) throw tooDeep();
    if (!(error instanceof XmlError)) throw error;
    const words = error.message.split('\n', 1)[0]!.slice(0, 200);
    throw malformed({ detail: `The document is not well-formed XML: ${words}` });
  }
}

/** The root of an XML document; `malformed` where it is none, declares a document type, or nests too deep. */
export function xmlRoot(text: string): CardNode {
  const document = parsed(text);
  if (document.children.some((child) => child instanceof XmlDocumentType))
    throw malformed({
      detail: 'A document type declaration is not taken: a timecard needs no DTD or entity.',
    });
  const { root } = document;
  if (!root) throw malformed({ detail: 'The document has no element.' });
  return nodeOf(root, `/${localName(root.name)}`, 1);
}
