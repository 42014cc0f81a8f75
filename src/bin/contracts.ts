import { readFileSync, writeFileSync } from 'node:fs';
import { lexicographicSortSchema, printSchema } from 'graphql';
import { registry } from '../app.ts';
import { buildSchema } from '../server/graphql/schema.ts';
import { openapiYaml } from '../server/rest/openapi.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

/** Both contracts as texts, from what the source declares now. */
export const contracts = (): Record<'openapi.yaml' | 'schema.graphql', string> => ({
  'openapi.yaml': openapiYaml(registry, version),
  'schema.graphql': `# Printed by npm run contracts from the operations in src; not to be edited.\n${printSchema(lexicographicSortSchema(buildSchema(registry)))}\n`,
});

if (import.meta.main) {
  for (const [file, text] of Object.entries(contracts())) writeFileSync(file, text);
}
