/** An element of a timecard, whether it came as XML or JSON; `place` is where it stood, as XPath or a JSON pointer. */
export interface CardNode {
  name: string;
  place: string;
  attributes: Readonly<Record<string, string>>;
  children: readonly CardNode[];
  /** Its own text, trimmed. */
  text: string;
}

/** Deeper than any timecard; what nests further is refused. */
export const deepest = 40;

/** The children of a name. */
export const all = (node: CardNode | undefined, name: string): CardNode[] =>
  node?.children.filter((child) => child.name === name) ?? [];

/** The first element down a path of names, if there is one. */
export const at = (node: CardNode | undefined, ...path: string[]): CardNode | undefined =>
  path.reduce<CardNode | undefined>((found, name) => all(found, name)[0], node);

/** The text down a path of names; undefined where there is none or it is empty. */
export const textAt = (node: CardNode | undefined, ...path: string[]): string | undefined =>
  at(node, ...path)?.text || undefined;
