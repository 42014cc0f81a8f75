import { pathParameters, type Command, type Query } from '../../../kernel/operation.ts';
import type { Components } from './components.ts';
import { entryOf } from './entries.ts';

const parameterOf = (name: string) => ({
  name,
  in: 'path',
  required: true,
  schema: { type: 'string' },
  description: 'The secret of the link.',
});

/** The contract of an act of a secret link: no bearer token, no key, no dry run. */
export function linkEntryOf(operation: Command | Query, components: Components, path: string) {
  const entry = entryOf(operation, components, path);
  const { description, content } = (
    entry.responses as Record<string, { description: string; content: object }>
  )['200']!;
  return {
    ...entry,
    description: 'Needs no bearer token: whoever holds the link may.',
    security: [],
    parameters: pathParameters(operation.rest).map(parameterOf),
    responses: { ...entry.responses, 200: { description, content } },
  };
}
