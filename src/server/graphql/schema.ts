import { GraphQLObjectType, GraphQLSchema } from 'graphql';
import type { Operation } from '../../kernel/operation.ts';
import { pascal } from '../../kernel/words.ts';
import type { Registry } from '../registry.ts';
import { commandField } from './command-field.ts';
import type { FieldConfig } from './context.ts';
import { NounTypes } from './noun-types.ts';
import { getField, listField, queryField } from './read-fields.ts';

/** The operation behind a root field. */
export const operationOfField = ({ nouns, operations }: Registry, field: string): Operation | undefined => {
  const known = operations.get(field);
  if (known) return known;
  for (const noun of nouns.values()) {
    if (noun.name === field) return operations.get(`get${noun.type}`);
    if (noun.plural === field) return operations.get(`list${pascal(noun.plural)}`);
  }
  return undefined;
};

/** The GraphQL schema of everything in the registry. */
export function buildSchema(registry: Registry): GraphQLSchema {
  const nouns = new NounTypes();
  const operations = [...registry.operations.values()];
  const queries = operations.flatMap((operation): [string, FieldConfig][] => {
    if (operation.kind === 'get') return [[operation.noun.name, getField(operation, nouns)]];
    if (operation.kind === 'list') return [[operation.noun.plural, listField(operation, nouns)]];
    return operation.kind === 'query' ? [[operation.name, queryField(operation, nouns)]] : [];
  });
  const mutations = operations.flatMap((operation): [string, FieldConfig][] =>
    operation.kind === 'command' ? [[operation.name, commandField(operation, nouns)]] : [],
  );
  return new GraphQLSchema({
    query: new GraphQLObjectType({ name: 'Query', fields: Object.fromEntries(queries) }),
    ...(mutations.length > 0 && {
      mutation: new GraphQLObjectType({ name: 'Mutation', fields: Object.fromEntries(mutations) }),
    }),
  });
}
