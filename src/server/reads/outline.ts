import type { Actor } from '../../kernel/actor.ts';
import type { Noun } from '../../kernel/noun.ts';
import { listValues } from './filter.ts';
import type { ListRequest, Selection } from './request.ts';

/** What of a request decides a statement's text, and the values that do not, in the order in which it takes them. */
export interface Outline {
  form: unknown;
  values: unknown[];
}

/** A list's own part: its conditions, its place, its limit. */
export function outlineOfList(noun: Noun, list: ListRequest, actor: Actor): Outline {
  const { values, form } = listValues(noun, list, { actor });
  const after = list.after ?? [];
  return {
    form: [
      form,
      list.limit,
      list.sort,
      list.after && after.map((value) => value === null),
      list.count,
      list.keys,
    ],
    values: [...values, ...after.filter((value) => value !== null)],
  };
}

/** A selection's part: its fields, and its links with theirs. */
export function outlineOfSelection({ fields, links }: Selection, actor: Actor): Outline {
  const nested = [...links].map(([key, { link, list, selection }]) => {
    // What leads nowhere for this viewer is not written at all.
    if (!link.isOpenTo(actor)) return { form: [key], values: [] };
    const own = link.many ? outlineOfList(link.target, list, actor) : { form: null, values: [] };
    const inner = outlineOfSelection(selection, actor);
    return { form: [key, own.form, inner.form], values: [...own.values, ...inner.values] };
  });
  return {
    form: [[...fields].join(), nested.map(({ form }) => form)],
    values: nested.flatMap(({ values }) => values),
  };
}
