import { malformed } from '../../../../kernel/errors.ts';
import { deepest, type CardNode } from './node.ts';

const textOf = (value: unknown) =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value).trim()
    : '';

function childrenOf(name: string, value: unknown, place: string, depth: number): CardNode[] {
  if (Array.isArray(value))
    return value.flatMap((item: unknown, index) =>
      Array.isArray(item) ? [] : [nodeOf(name, item, `${place}/${index}`, depth)],
    );
  return [nodeOf(name, value, place, depth)];
}

function nodeOf(name: string, value: unknown, place: string, depth: number): CardNode {
  if (depth > deepest) throw malformed({ detail: `The document nests deeper than ${deepest} objects.` });
  const members: [string, unknown][] =
    value !== null && typeof value === 'object' ? Object.entries(value) : [];
  return {
    name,
    place,
    attributes: {},
    children: members.flatMap(([key, member]) => childrenOf(key, member, `${place}/${key}`, depth + 1)),
    text: textOf(value),
  };
}

/** The root of a JSON document, named as its XML form names it; `malformed` where it is no object, or nests too deep. */
export function jsonRoot(text: string): CardNode {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw malformed({ detail: 'The document is not JSON.' });
  }
  if (value === null || typeof value !== 'object' || Array.isArray(value))
    throw malformed({ detail: 'A timecard is a JSON object.' });
  return nodeOf('Timecard', value, '', 1);
}
