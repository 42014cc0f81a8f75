import { parseXml, XmlElement } from '@rgrove/parse-xml';

const named = (node: XmlElement, name: string): XmlElement[] =>
  node.children.filter((child): child is XmlElement => child instanceof XmlElement && child.name === name);

/** An element of a parsed document, to be asked for what stands below it. */
export class Xml {
  readonly node: XmlElement;

  constructor(node: XmlElement) {
    this.node = node;
  }

  static parse(text: string): Xml {
    return new Xml(parseXml(text).root!);
  }

  /** The elements at a path of names. */
  all(...path: string[]): Xml[] {
    return path
      .reduce<XmlElement[]>((nodes, name) => nodes.flatMap((node) => named(node, name)), [this.node])
      .map((node) => new Xml(node));
  }

  /** The only element at a path; fails where there is none or another. */
  one(...path: string[]): Xml {
    const [found, ...others] = this.all(...path);
    if (!found || others.length > 0) throw new Error(`${path.join('/')}: ${others.length + (found ? 1 : 0)}`);
    return found;
  }

  /** The text of the only element at a path. */
  text(...path: string[]): string {
    return this.one(...path).node.text;
  }

  attribute(name: string): string | undefined {
    return this.node.attributes[name];
  }
}
