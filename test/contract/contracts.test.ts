import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { buildSchema, GraphQLEnumType, GraphQLNonNull, validateSchema } from 'graphql';
import type { GraphQLInputObjectType, GraphQLObjectType } from 'graphql';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { parse } from 'yaml';
import { registry } from '../../src/app.ts';
import { contracts } from '../../src/bin/contracts.ts';
import { errorCatalog, statusOf } from '../../src/kernel/errors.ts';
import { isNoun } from '../../src/kernel/operation.ts';
import { operatorsOf } from '../../src/server/reads/filter.ts';
import { unwrap } from '../../src/server/reads/request.ts';
import { fieldOf } from '../support/sample.ts';

const printed = contracts();
const openapi = parse(printed['openapi.yaml']) as any;
const schema = buildSchema(printed['schema.graphql']);
const operations = [...registry.operations.values()];
/** What REST has alone, and why. Beside it stand the public paths by which machines come by their tokens. */
const restAlone: Record<string, string> = {
  showCalendar: 'a link opens it without a bearer token',
  showRegistration: 'a link opens it without a bearer token',
  registerVendor: 'a link opens it without a bearer token',
  showApproval: 'a link opens it without a bearer token',
  decideByLink: 'a link opens it without a bearer token',
  sendFileContent: 'its body is bytes, taken as they come; a link opens it without a bearer token',
  readFileContent: 'its answer is bytes; a link opens it without a bearer token',
  sendImportContent:
    'its body is a file of any length, taken as it comes; GraphQL announces it and follows it',
};
const entries = Object.entries<any>(openapi.paths)
  .filter(([path]) => path.startsWith('/v1/'))
  .flatMap(([path, methods]) =>
    Object.entries<any>(methods).map(([method, entry]) => ({ path, method, entry })),
  );
const entryOf = (name: string) => entries.find(({ entry }) => entry.operationId === name)?.entry;
const pascal = (name: string) => name[0]!.toUpperCase() + name.slice(1);
const resolved = (value: any): any =>
  value?.$ref
    ? resolved(
        value.$ref
          .slice(2)
          .split('/')
          .reduce((at: any, key: string) => at[key], openapi),
      )
    : value;

test.each(['openapi.yaml', 'schema.graphql'] as const)('%s is what the source says', (file) => {
  const kept = readFileSync(file, 'utf8');
  // Compared by line, so that a difference is shown and not two whole files.
  const wanted = new Set(printed[file].split('\n'));
  const had = new Set(kept.split('\n'));
  expect([...wanted].filter((line) => !had.has(line)).slice(0, 10), 'run npm run contracts').toEqual([]);
  expect(kept === printed[file], 'run npm run contracts').toBe(true);
});

test('openapi.yaml lints clean', () => {
  const run = () =>
    execFileSync(
      process.execPath,
      ['node_modules/@redocly/cli/bin/cli.js', 'lint', '--format=json', 'openapi.yaml'],
      {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
        env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true', CI: 'true' },
      },
    );
  const { totals, problems } = JSON.parse(run()) as { totals: object; problems: { message: string }[] };
  expect(problems.map(({ message }) => message).slice(0, 10)).toEqual([]);
  expect(totals).toMatchObject({ errors: 0, warnings: 0 });
});

test('the schema is valid', () => {
  expect(validateSchema(schema)).toEqual([]);
});

test('both surfaces have every operation, and no other', () => {
  expect(entries.map(({ entry }) => String(entry.operationId)).toSorted()).toEqual(
    [...operations.map(({ name }) => name), ...Object.keys(restAlone)].toSorted(),
  );
  const roots = { ...schema.getQueryType()!.getFields(), ...schema.getMutationType()!.getFields() };
  expect(Object.keys(roots).toSorted()).toEqual(operations.map(fieldOf).toSorted());
  for (const operation of operations) {
    const mutations = schema.getMutationType()!.getFields();
    expect(operation.name in mutations, operation.name).toBe(operation.kind === 'command');
  }
});

test('both surfaces have every field, link and filter of every noun, and no other', () => {
  for (const noun of registry.nouns.values()) {
    const type = schema.getType(noun.type) as GraphQLObjectType;
    const component = openapi.components.schemas[noun.type];
    const fields = [...Object.keys(noun.fields), ...noun.links.keys()];
    const derived = noun.lifecycle ? ['allowedActions', 'blockedActions'] : [];
    const known = (names: string[]) => names.filter((name) => !derived.includes(name)).toSorted();
    expect(known(Object.keys(type.getFields())), noun.name).toEqual(fields.toSorted());
    expect(known(Object.keys(component.properties)), noun.name).toEqual(fields.toSorted());

    const filterable = Object.entries(noun.fields).filter(([, { filter }]) => filter);
    const parameters = entryOf(`list${pascal(noun.plural)}`).parameters.map(
      (each: any) => resolved(each).name,
    ) as string[];
    const filter = schema.getType(`${noun.type}Filter`) as GraphQLInputObjectType | undefined;
    for (const [name, field] of filterable) {
      expect(parameters, noun.name).toContain(name);
      const condition = filter!.getFields()[name]!.type as GraphQLInputObjectType;
      expect(Object.keys(condition.getFields()).toSorted(), `${noun.name}.${name}`).toEqual(
        [...operatorsOf(field)].toSorted(),
      );
      for (const operator of operatorsOf(field).filter((each) => each !== 'eq' && each !== 'in'))
        expect(parameters, noun.name).toContain(`${name}[${operator}]`);
    }
    const linked = [...noun.links.values()].filter(({ many }) => !many).map(({ name }) => name);
    for (const name of Object.keys(filter?.getFields() ?? {}))
      expect([...filterable.map(([field]) => field), ...linked], noun.name).toContain(name);
  }
});

test('a field that some may not read can be null', () => {
  for (const noun of registry.nouns.values()) {
    const type = schema.getType(noun.type) as GraphQLObjectType;
    for (const [name, { readers, staged }] of Object.entries(noun.fields)) {
      if (readers || staged)
        expect(type.getFields()[name]!.type, `${noun.name}.${name}`).not.toBeInstanceOf(GraphQLNonNull);
    }
  }
});

test('both surfaces take the same input, with the same members required', () => {
  const extra = ['expectedVersion', 'idempotencyKey', 'dryRun'];
  for (const operation of operations) {
    if (operation.kind !== 'command') continue;
    const input = schema.getType(`${pascal(operation.name)}Input`) as GraphQLInputObjectType;
    const members = Object.entries(input.getFields()).filter(([name]) => !extra.includes(name));
    const shape = operation.input.shape as Record<string, z.ZodType>;
    expect(members.map(([name]) => name).toSorted(), operation.name).toEqual(Object.keys(shape).toSorted());
    const path = new Set([...operation.rest.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!));
    const body = resolved(entryOf(operation.name).requestBody.content['application/json'].schema);
    expect(Object.keys(body.properties ?? {}).toSorted(), operation.name).toEqual(
      Object.keys(shape)
        .filter((name) => !path.has(name))
        .toSorted(),
    );
    expect(body.additionalProperties, operation.name).toBe(false);
    for (const [name, { type }] of members) {
      const { optional, nullable } = unwrap(shape[name]!);
      expect(type instanceof GraphQLNonNull, `${operation.name}.${name}`).toBe(!optional && !nullable);
      if (!path.has(name))
        expect((body.required ?? []).includes(name), `${operation.name}.${name}`).toBe(!optional);
    }
  }
});

test('an enum is the same words on both surfaces, in capitals in GraphQL', () => {
  for (const type of Object.values(schema.getTypeMap())) {
    if (!(type instanceof GraphQLEnumType) || type.name.startsWith('__')) continue;
    for (const { name } of type.getValues()) expect(name, type.name).toMatch(/^[A-Z][A-Z0-9_]*$/);
    const component = openapi.components.schemas[type.name];
    if (component)
      expect(
        type
          .getValues()
          .map(({ name }) => name.toLowerCase())
          .toSorted(),
      ).toEqual(component.enum.map((value: string) => value.toLowerCase()).toSorted());
  }
});

test('every operation has an example that it would take, and every declared failure', () => {
  for (const operation of operations) {
    const entry = entryOf(operation.name);
    for (const error of operation.errors ?? []) {
      const response = resolved(entry.responses[statusOf[error.kind]]);
      expect(
        Object.keys(response.content['application/problem+json'].examples),
        `${operation.name} ${error.code}`,
      ).toContain(error.code);
    }
    expect(entry.description, operation.name).toContain(operation.permission.name);
    for (const role of operation.permission.roles) expect(entry.description, operation.name).toContain(role);
    if (operation.kind !== 'command') continue;
    const { example } = entry.requestBody.content['application/json'];
    expect(example, operation.name).toBeDefined();
    const path = [...operation.rest.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    const inPath = Object.fromEntries(
      path.map((name) => [
        name,
        name === 'externalId' ? { system: 'workday', id: '1' } : '0198c0de-0000-7000-8000-000000000001',
      ]),
    );
    const parsed = operation.input.safeParse({ ...example, ...inPath });
    expect(parsed.success ? [] : parsed.error.issues, operation.name).toEqual([]);
  }
});

test('money, rates and hours are never numbers', () => {
  const wrong: string[] = [];
  const look = (shape: z.ZodType, where: string): void => {
    const { shape: inner, meta } = unwrap(shape);
    if (inner instanceof z.ZodObject)
      for (const [name, member] of Object.entries<z.ZodType>(inner.shape)) look(member, `${where}.${name}`);
    else if (inner instanceof z.ZodArray) look(inner.element as z.ZodType, where);
    else if (inner instanceof z.ZodNumber) {
      if (!inner.isInt) wrong.push(`${where} is a fraction`);
      if (
        /(rate|amount|total|gross|fee|net|hours|percent)$/i.test(where) &&
        !/Minutes$|Days$|Hours$/.test(where)
      )
        wrong.push(`${where} is a number`);
    } else if (/(billRate|payRate|amount)$/i.test(where) && meta.scalar !== 'Decimal')
      wrong.push(`${where} is no decimal`);
  };
  for (const noun of registry.nouns.values())
    for (const [name, { shape }] of Object.entries(noun.fields)) look(shape, `${noun.name}.${name}`);
  for (const operation of operations) {
    if (operation.kind === 'command' || operation.kind === 'query') look(operation.input, operation.name);
    if (operation.kind === 'query' || (operation.kind === 'command' && !isNoun(operation.output)))
      look(operation.output as z.ZodType, operation.name);
  }
  // What is counted, and a distance on the ground.
  const noMoney = new Set([
    'job.total is a number',
    'import.total is a number',
    'whatNeedsMe.groups.total is a number',
    'shiftBoard.rows.distanceMiles is a fraction',
  ]);
  expect(wrong.filter((line) => !noMoney.has(line))).toEqual([]);
});

test('every problem of the catalog is published', () => {
  const published = new Set<string>();
  const gather = (responses: Record<string, any>) => {
    for (const response of Object.values(responses).map(resolved))
      for (const code of Object.keys(response.content?.['application/problem+json']?.examples ?? {}))
        published.add(code);
  };
  gather(openapi.components.responses);
  for (const { entry } of entries) gather(entry.responses);
  const ofGraphql = ['query_too_complex', 'persisted_query_not_found', 'document_not_trusted'];
  // What is computed a second time is left as it is: nobody is told.
  const untold = new Set([...ofGraphql, 'charge_already_computed']);
  expect([...errorCatalog.keys()].filter((code) => !published.has(code) && !untold.has(code))).toEqual([]);
});
