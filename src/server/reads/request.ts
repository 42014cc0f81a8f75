import { z } from 'zod';
import type { Link, Noun } from '../../kernel/noun.ts';

/** What a viewer asked to see of a noun: names of fields, and links with their own selections. */
export interface Selection {
  fields: Set<string>;
  /** By the key under which the answer stands: a link's name, or the name and its arguments. */
  links: Map<string, LinkSelection>;
}

export interface LinkSelection {
  link: Link;
  selection: Selection;
  list: ListRequest;
}

export type Operator = 'eq' | 'in' | 'gte' | 'gt' | 'lte' | 'lt' | 'isNull' | 'startsWith';
export const operators: readonly Operator[] = ['eq', 'in', 'gte', 'gt', 'lte', 'lt', 'isNull', 'startsWith'];

/** One anded condition on a field, or on a field one to-one link away. */
export interface Condition {
  link?: string;
  field: string;
  operator: Operator;
  value: unknown;
}

export interface SortKey {
  field: string;
  descending: boolean;
}

export interface ListRequest {
  filter: readonly Condition[];
  sort: readonly SortKey[];
  limit: number;
  /** Sort values and id of the last row seen, as texts (null where the value is null). */
  after: readonly (string | null)[] | null;
  search?: string | undefined;
  updatedSince?: string | undefined;
  archived: boolean;
  count: boolean;
  /** Whether rows carry the keys that cursors are made from. */
  keys: boolean;
}

export const wholeList: ListRequest = {
  filter: [],
  sort: [],
  limit: 50,
  after: null,
  archived: false,
  count: false,
  keys: false,
};

export const emptySelection = (): Selection => ({ fields: new Set(), links: new Map() });

/** Every field of the noun and no links: what REST gives unless asked otherwise. */
export const allFields = (noun: Noun): Selection => ({
  fields: new Set([...Object.keys(noun.fields), ...(noun.lifecycle ? ['allowedActions'] : [])]),
  links: new Map(),
});

/** The shape beneath optional, nullable and default wrappers, and what they said. */
export function unwrap(shape: z.ZodType): {
  shape: z.ZodType;
  nullable: boolean;
  optional: boolean;
  meta: z.GlobalMeta;
} {
  let nullable = false;
  let optional = false;
  let meta: z.GlobalMeta = {};
  let current = shape;
  for (;;) {
    meta = { ...current.meta(), ...meta };
    if (current instanceof z.ZodOptional || current instanceof z.ZodDefault) {
      optional = true;
      current = current.def.innerType as z.ZodType;
    } else if (current instanceof z.ZodNullable) {
      nullable = true;
      current = current.def.innerType as z.ZodType;
    } else if (current instanceof z.ZodPipe) {
      current = current.def.in as z.ZodType;
    } else {
      return { shape: current, nullable, optional, meta };
    }
  }
}
