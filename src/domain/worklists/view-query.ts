import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { holds } from '../../kernel/actor.ts';
import { refuse } from '../../kernel/errors.ts';
import type { Field, Noun } from '../../kernel/noun.ts';

const plain = new Set(['q', 'limit', 'archived', 'count', 'updatedSince']);
const comparing = new Set(['in', 'gte', 'gt', 'lte', 'lt']);
const operators = new Set([...comparing, 'isNull', 'startsWith']);

const may = (field: Field | undefined, actor: Actor): field is Field =>
  field !== undefined && (field.readers?.(actor) ?? true);

const inner = (shape: z.ZodType): z.ZodType =>
  shape instanceof z.ZodOptional || shape instanceof z.ZodNullable || shape instanceof z.ZodDefault
    ? inner(shape.def.innerType as z.ZodType)
    : shape;

function takes(field: Field, text: string): boolean {
  const shape = inner(field.shape);
  const value =
    shape instanceof z.ZodNumber ? Number(text) : shape instanceof z.ZodBoolean ? text === 'true' : text;
  return shape.safeParse(value).success;
}

function isFilter(noun: Noun, name: string, value: string, actor: Actor): boolean {
  const [, linkName, fieldName, operator] =
    /^(?:([a-zA-Z]+)\.)?([a-zA-Z]+)(?:\[([a-zA-Z]+)\])?$/.exec(name) ?? [];
  if (!fieldName || (operator !== undefined && !operators.has(operator))) return false;
  const link = linkName === undefined ? undefined : noun.links.get(linkName);
  if (linkName !== undefined && (!link || link.many || !link.isOpenTo(actor))) return false;
  const field = (link?.target ?? noun).fields[fieldName];
  if (!may(field, actor) || !field.filter) return false;
  if (operator === 'isNull') return value === 'true' || value === 'false';
  return operator === 'startsWith' || value.split(',').every((text) => takes(field, text));
}

/** The first parameter of a list's query that the actor could not use; undefined where it can use them all. */
export function unusable(noun: Noun, query: string, actor: Actor): string | undefined {
  if (!holds(actor, noun.read)) return 'noun';
  for (const [name, value] of new URLSearchParams(query)) {
    const usable =
      name === 'sort'
        ? value.split(',').every((key) => {
            const field = noun.fields[key.replace(/^-/, '')];
            return may(field, actor) && field.sort && !field.staged;
          })
        : name === 'fields'
          ? value.split(',').every((key) => key === 'allowedActions' || may(noun.fields[key], actor))
          : plain.has(name) || isFilter(noun, name, value, actor);
    if (!usable) return name;
  }
  return undefined;
}

/** Refuses a query with a filter, order or column that one of those who are to use it could not use. */
export function assertUsable(noun: Noun, query: string, actors: readonly Actor[]): void {
  for (const actor of actors) {
    const name = unusable(noun, query, actor);
    if (name !== undefined)
      throw refuse(
        '/query',
        'filter_not_available',
        `${name} is nothing that ${actor.role} may use in a list of ${noun.plural}.`,
      );
  }
}
