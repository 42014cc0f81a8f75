import type { Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import { isId } from '../../kernel/shapes.ts';
import { planOf, type Plan } from '../database/plan.ts';
import { compileOne, compilePage, type Absence } from '../reads/compile.ts';
import { compileShapedOne, compileShapedPage } from '../reads/compile-shape.ts';
import { outlineOfList, outlineOfSelection } from '../reads/outline.ts';
import {
  asksMore,
  outlineOfPage,
  outlineOfShape,
  rowShapes,
  type Page as PageShape,
  type Shape,
} from '../reads/shape.ts';
import { rightsOf, type Plans } from '../reads/plans.ts';
import type { ListRequest, Selection } from '../reads/request.ts';

/** Where a statement runs: in a transaction that is open, or in one of its own. */
export type Run = <R extends object>(plan: Plan, values: readonly unknown[]) => Promise<R[]>;

/** Whose eyes, when, and how absent fields show. */
export interface View {
  actor: Actor;
  asOf?: string | undefined;
  absence: Absence;
}

/** A row as JSON text, and its version. */
export interface Found {
  j: string;
  v: number | null;
}

/** One row by its key, if the actor may see it. */
export async function readOne(
  noun: Noun,
  key: string,
  selection: Selection,
  view: View,
  plans: Plans,
  run: Run,
): Promise<Found | undefined> {
  if (noun.key === 'id' && !isId(key)) return undefined;
  if (view.asOf !== undefined)
    return (await run<Found>(planOf(compileOne(noun, key, selection, view)), []))[0];
  const { form, values } = outlineOfSelection(selection, view.actor);
  const given = [key, ...values];
  const plan = plans.of(
    JSON.stringify(['one', noun.name, view.absence, form, rightsOf(view.actor)]),
    given,
    (slots) => compileOne(noun, key, selection, { ...view, slots }),
  );
  return (await run<Found>(plan, given))[0];
}

/** A page's rows as JSON texts `j` with their places `k`: one more than the limit where there are more; `total` on request. */
export async function readPage(
  noun: Noun,
  list: ListRequest,
  selection: Selection,
  view: View,
  plans: Plans,
  run: Run,
): Promise<{ j: string | null; k: string; total?: number }[]> {
  if (view.asOf !== undefined) return run(planOf(compilePage(noun, list, selection, view)), []);
  const own = outlineOfList(noun, list, view.actor);
  const inner = outlineOfSelection(selection, view.actor);
  const given = [...own.values, ...inner.values];
  const plan = plans.of(
    JSON.stringify(['page', noun.name, view.absence, own.form, inner.form, rightsOf(view.actor)]),
    given,
    (slots) => compilePage(noun, list, selection, { ...view, slots }),
  );
  return run(plan, given);
}

/** One row in the shape that was asked for, as JSON text. */
export async function readShaped(
  noun: Noun,
  key: string,
  shape: Shape,
  actor: Actor,
  plans: Plans,
  run: Run,
): Promise<string | undefined> {
  if (noun.key === 'id' && !isId(key)) return undefined;
  const { form, values } = outlineOfShape(shape, actor);
  const given = [key, ...values];
  const plan = plans.of(JSON.stringify(['shaped', noun.name, form, rightsOf(actor)]), given, (slots) =>
    compileShapedOne(noun, key, shape, { actor, slots }),
  );
  return (await run<{ j: string }>(plan, given))[0]?.j;
}

/** Rows of a list, each as the JSON texts of the shapes in which its page shows it. */
export interface ShapedPage {
  rows: string[][];
  places: string[];
  hasMore: boolean;
  total: number | undefined;
}

/** A page of a list in the shape that was asked for. */
export async function readShapedPage(
  noun: Noun,
  list: ListRequest,
  page: PageShape,
  actor: Actor,
  plans: Plans,
  run: Run,
): Promise<ShapedPage> {
  const { form, values } = outlineOfPage(noun, list, page, actor);
  const plan = plans.of(JSON.stringify(['shaped page', noun.name, form, rightsOf(actor)]), values, (slots) =>
    compileShapedPage(noun, list, page, { actor, slots }),
  );
  const found = await run<Record<string, string | null> & { k: string | null; total?: number }>(plan, values);
  const columns = rowShapes(page).map((_, index) => `c${index}`);
  // A count is given beside no row at all too.
  const rows = found.filter(({ k }) => k !== null).slice(0, list.limit);
  return {
    rows: rows.map((row) => columns.map((column) => row[column]!)),
    places: list.keys ? rows.map(({ k }) => k!) : [],
    hasMore: asksMore(page) && found.length > list.limit,
    total: found[0]?.total,
  };
}
