const marks: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

// What XML 1.0 cannot hold is left out; a line break within an attribute would be read as a space.
const notPlain = /[&<>"]|[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

const escaped = (text: string): string => text.replace(notPlain, (mark) => marks[mark] ?? '');

type Attributes = Readonly<Record<string, string | number | null>>;

const attributesOf = (attributes: Attributes): string =>
  Object.entries(attributes)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => ` ${name}="${escaped(String(value))}"`)
    .join('');

/** The first tag of an element. */
export const opening = (name: string, attributes: Attributes = {}): string =>
  `<${name}${attributesOf(attributes)}>`;

/** An element that holds a text; nothing where there is none. */
export const textElement = (
  name: string,
  text: string | number | null,
  attributes: Attributes = {},
): string =>
  text === null || text === '' ? '' : `${opening(name, attributes)}${escaped(String(text))}</${name}>`;

/** An element that holds others, given as XML. */
export const element = (name: string, content: readonly string[], attributes: Attributes = {}): string =>
  content.length === 0
    ? `<${name}${attributesOf(attributes)}/>`
    : `${opening(name, attributes)}${content.join('')}</${name}>`;
