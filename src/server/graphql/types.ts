import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLError,
  GraphQLID,
  GraphQLInputObjectType,
  GraphQLInt,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLScalarType,
  GraphQLString,
  Kind,
  valueFromASTUntyped,
  type GraphQLInputType,
  type GraphQLNullableType,
  type GraphQLOutputType,
} from 'graphql';
import { z } from 'zod';
import { unwrap } from '../reads/request.ts';
import { pascal } from '../../kernel/words.ts';

const textScalar = (name: string, description: string) =>
  new GraphQLScalarType<string, string>({
    name,
    description,
    serialize: String,
    parseValue(value) {
      if (typeof value !== 'string') throw new GraphQLError(`${name} is text.`);
      return value;
    },
    parseLiteral(node) {
      if (node.kind !== Kind.STRING) throw new GraphQLError(`${name} is text.`);
      return node.value;
    },
  });

const scalars: Record<string, GraphQLScalarType> = {
  ID: GraphQLID,
  Instant: textScalar('Instant', 'An instant: RFC 3339, UTC.'),
  Day: textScalar('Day', 'A calendar day: YYYY-MM-DD.'),
  Decimal: textScalar('Decimal', 'An exact decimal number as text: money, rates, hours. Never a float.'),
  Json: new GraphQLScalarType({
    name: 'Json',
    description: 'Any JSON value.',
    parseValue: (value) => value,
    parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
  }),
};

export const screaming = (value: string) => value.toUpperCase();

/** Types by name, so that one shape is one type however often it is met. */
export class Types {
  readonly #made = new Map<string, unknown>();

  once<T>(name: string, make: () => T): T {
    if (!this.#made.has(name)) this.#made.set(name, make());
    return this.#made.get(name) as T;
  }

  scalar(name: string): GraphQLScalarType {
    return scalars[name]!;
  }

  #enum(shape: z.ZodEnum, where: string): GraphQLEnumType {
    const { id } = shape.meta() ?? {};
    if (!id) throw new Error(`the enum at ${where} has no name`);
    return this.once(
      id,
      () =>
        new GraphQLEnumType({
          name: id,
          values: Object.fromEntries(shape.options.map((value) => [screaming(String(value)), { value }])),
        }),
    );
  }

  #leaf(shape: z.ZodType, scalar: string | undefined, where: string) {
    if (scalar) return this.scalar(scalar);
    if (shape instanceof z.ZodEnum) return this.#enum(shape, where);
    if (shape.def.type === 'string') return GraphQLString;
    if (shape.def.type === 'number') return GraphQLInt;
    if (shape instanceof z.ZodLiteral)
      return typeof [...shape.values][0] === 'number' ? GraphQLInt : GraphQLString;
    if (shape instanceof z.ZodBoolean) return GraphQLBoolean;
    return undefined;
  }

  /** The type in which a shape is shown; `absent` makes it nullable for viewers who may not read it. */
  output(shape: z.ZodType, where: string, absent = false): GraphQLOutputType {
    const { shape: inner, nullable, optional, meta } = unwrap(shape);
    const type = (this.#leaf(inner, meta.scalar, where) ??
      this.#outputList(inner, where) ??
      this.#outputObject(inner, meta.id, where)) as GraphQLNullableType & GraphQLOutputType;
    return nullable || optional || absent ? type : new GraphQLNonNull(type);
  }

  #outputList(shape: z.ZodType, where: string): GraphQLOutputType | undefined {
    return shape instanceof z.ZodArray
      ? new GraphQLList(this.output(shape.element as z.ZodType, where))
      : undefined;
  }

  #outputObject(shape: z.ZodType, id: string | undefined, where: string): GraphQLOutputType {
    if (!(shape instanceof z.ZodObject)) throw new Error(`no GraphQL type for ${shape.def.type} at ${where}`);
    const name = id ?? pascal(where.replace(/[^a-zA-Z]+(.)/g, (_, letter: string) => letter.toUpperCase()));
    return this.once(
      name,
      () =>
        new GraphQLObjectType({
          name,
          fields: () =>
            Object.fromEntries(
              Object.entries<z.ZodType>(shape.shape).map(([key, member]) => [
                key,
                {
                  type: this.output(member, `${name}.${key}`),
                  ...(member.meta()?.description && { description: member.meta()!.description! }),
                },
              ]),
            ),
        }),
    );
  }

  /** The type in which a shape is taken. */
  input(shape: z.ZodType, where: string): GraphQLInputType {
    const { shape: inner, nullable, optional, meta } = unwrap(shape);
    const type = (this.#leaf(inner, meta.scalar, where) ??
      this.#inputList(inner, where) ??
      this.#inputObject(inner, meta.id, where)) as GraphQLNullableType & GraphQLInputType;
    return nullable || optional ? type : new GraphQLNonNull(type);
  }

  #inputList(shape: z.ZodType, where: string): GraphQLInputType | undefined {
    return shape instanceof z.ZodArray
      ? new GraphQLList(this.input(shape.element as z.ZodType, where))
      : undefined;
  }

  #inputObject(shape: z.ZodType, id: string | undefined, where: string): GraphQLInputType {
    if (!(shape instanceof z.ZodObject))
      throw new Error(`no GraphQL input for ${shape.def.type} at ${where}`);
    const base = id ?? pascal(where.replace(/[^a-zA-Z]+(.)/g, (_, letter: string) => letter.toUpperCase()));
    const name = base.endsWith('Input') ? base : `${base}Input`;
    return this.once(
      name,
      () =>
        new GraphQLInputObjectType({
          name,
          fields: () =>
            Object.fromEntries(
              Object.entries<z.ZodType>(shape.shape).map(([key, member]) => [
                key,
                {
                  type: this.input(member, `${base}.${key}`),
                  ...(member.meta()?.description && { description: member.meta()!.description! }),
                },
              ]),
            ),
        }),
    );
  }
}

/** GraphQL's own argument objects have no prototype; parsing wants plain ones. */
export function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, member]) => [key, plain(member)]));
}
