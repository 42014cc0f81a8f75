import type { Actor } from '../../kernel/actor.ts';
import type { Link, Noun } from '../../kernel/noun.ts';
import { outlineOfList, type Outline } from './outline.ts';
import type { ListRequest } from './request.ts';

/** How a leaf stands in JSON: as it is, as text whatever it is, or as the name of an enum's value or of several. */
export type Leaf = 'plain' | 'text' | 'name' | 'names';

/** Parts of a value that is an object or a list of objects itself. */
export interface Part {
  key: string;
  /** Absent for the name of the type. */
  name?: string;
  type: string;
  leaf: Leaf;
  parts?: readonly Part[];
  many: boolean;
}

/** One member of an answer, under the key that the client gave it. */
export type Member =
  | { kind: 'type'; key: string; type: string }
  | { kind: 'field'; key: string; name: string; leaf: Leaf; parts?: readonly Part[]; many: boolean }
  | { kind: 'one'; key: string; link: Link; shape: Shape }
  | { kind: 'many'; key: string; link: Link; list: ListRequest; page: Page };

/** An answer's object, in the order in which the client asked. */
export type Shape = readonly Member[];

/** A member of an edge. */
export type EdgeMember =
  | { kind: 'type'; key: string; type: string }
  | { kind: 'node'; key: string; shape: Shape }
  | { kind: 'cursor'; key: string };

/** A member of what says where a page ends. */
export type PageInfoMember = {
  key: string;
  of: 'type' | 'hasNextPage' | 'hasPreviousPage' | 'startCursor' | 'endCursor';
};

/** A member of a page of a list. */
export type PageMember =
  | { kind: 'type'; key: string; type: string }
  | { kind: 'nodes'; key: string; shape: Shape }
  | { kind: 'edges'; key: string; members: readonly EdgeMember[] }
  | { kind: 'info'; key: string; members: readonly PageInfoMember[] }
  | { kind: 'count'; key: string };

/** What is asked of a page, in the order in which the client asked. */
export type Page = readonly PageMember[];

/** The shapes in which a page shows its rows, in order. */
export const rowShapes = (page: Page): Shape[] =>
  page.flatMap((member) =>
    member.kind === 'nodes'
      ? [member.shape]
      : member.kind === 'edges'
        ? member.members.flatMap((edge) => (edge.kind === 'node' ? [edge.shape] : []))
        : [],
  );

/** Whether a page says if there is more, how many there are, and where its rows stand. */
export const asksMore = (page: Page): boolean => page.some(({ kind }) => kind === 'info');
export const asksCount = (page: Page): boolean => page.some(({ kind }) => kind === 'count');
export const asksPlaces = (page: Page): boolean =>
  page.some(
    (member) =>
      (member.kind === 'edges' && member.members.some(({ kind }) => kind === 'cursor')) ||
      (member.kind === 'info' && member.members.some(({ of }) => of.endsWith('Cursor'))),
  );

const formOfPage = (page: Page): unknown =>
  page.map((member) =>
    member.kind === 'edges' || member.kind === 'info'
      ? [
          member.kind,
          member.key,
          member.members.map((inner) => [inner.key, 'of' in inner ? inner.of : inner.kind]),
        ]
      : [member.kind, member.key],
  );

/** A page's part of a statement: its list's terms, its members, its rows. */
export function outlineOfPage(noun: Noun, list: ListRequest, page: Page, actor: Actor): Outline {
  const own = outlineOfList(noun, list, actor);
  const rows = rowShapes(page).map((shape) => outlineOfShape(shape, actor));
  return {
    form: [own.form, formOfPage(page), rows.map(({ form }) => form)],
    values: [...own.values, ...rows.flatMap(({ values }) => values)],
  };
}

/** A shape's part of a statement. */
export function outlineOfShape(shape: Shape, actor: Actor): Outline {
  const form: unknown[] = [];
  const values: unknown[] = [];
  for (const member of shape) {
    if (member.kind === 'type') form.push([member.key]);
    else if (member.kind === 'field') form.push([member.key, member.name, member.parts]);
    else if (!member.link.isOpenTo(actor)) form.push([member.key, member.link.name, 0]);
    else {
      const inner =
        member.kind === 'one'
          ? outlineOfShape(member.shape, actor)
          : outlineOfPage(member.link.target, member.list, member.page, actor);
      form.push([member.key, member.link.name, inner.form]);
      values.push(...inner.values);
    }
  }
  return { form, values };
}
