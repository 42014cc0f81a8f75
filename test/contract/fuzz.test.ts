import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { errorCatalog } from '../../src/kernel/errors.ts';
import type { Operation } from '../../src/kernel/operation.ts';
import { broken, hostile, quoted } from '../support/hostile-values.ts';
import { documentOf, requestOf, sampleInput, type Input } from '../support/sample.ts';
import type { Answer, Client } from '../support/service.ts';
import { openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
let clients: Client[];
const operations = [...registry.operations.values()];
const seed = 20_261_121;

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  clients = Object.values(stage.members);
});

const internals =
  /node_modules|\.ts:\d|at Object\.|TypeError|ReferenceError|SyntaxError|ZodError|DrizzleQueryError|insert into |select \(|violates|duplicate key|pg_|relation "/;

function isSound(answer: Answer, what: string): void {
  expect(answer.status, `${what}\n${answer.text}`).toBeLessThan(500);
  expect(answer.headers['x-request-id'], what).toBeDefined();
  expect(answer.headers['cache-control'], what).toBe('no-store');
  const problems =
    answer.status >= 400 && !answer.body?.errors?.[0]?.extensions
      ? [answer.body]
      : (answer.body?.errors ?? []).map((error: Input) => error['extensions']);
  if (answer.status < 400 && !answer.body?.errors) return;
  expect(answer.text, what).not.toMatch(internals);
  for (const problem of problems) {
    expect(problem, what).toMatchObject({
      code: expect.any(String),
      status: expect.any(Number),
      detail: expect.any(String),
      requestId: answer.headers['x-request-id'],
    });
    expect(errorCatalog.has(problem.code), `${what} ${problem.code}`).toBe(true);
    expect(problem.status, `${what}\n${answer.text}`).toBeLessThan(500);
  }
}

/** A failure answers with what its operation declares. */
const declaredBy = (operation: Operation, answer: Answer) => {
  const own = new Set((operation.errors ?? []).map(({ code }) => code));
  const code = (answer.body as Input)?.['code'] as string | undefined;
  return answer.status < 400 || own.has(code!) || !ownCodes.has(code!);
};
const ownCodes = new Set(operations.flatMap(({ errors = [] }) => errors.map(({ code }) => code)));

test('2,000 broken REST requests: no failure of ours, every answer sound', async () => {
  const requests = fc.sample(
    fc.gen().map((value) => {
      const operation = operations[value(fc.nat, { max: operations.length - 1 })]!;
      const client = clients[value(fc.nat, { max: clients.length - 1 })]!;
      const input = broken(operation.kind === 'list' ? {} : sampleInput(operation, stage), value);
      if (operation.kind === 'list' || operation.kind === 'get') {
        const names = [
          ...Object.keys(operation.noun.fields),
          ...[...operation.noun.links.keys()].map((name) => `${name}.id`),
          'limit',
          'after',
          'sort',
          'fields',
          'include',
          'q',
          'asOf',
          'updatedSince',
          'archived',
          'count',
          'nothing',
          'constructor',
          '__proto__',
        ];
        for (let term = value(fc.nat, { max: 3 }); term > 0; term -= 1) {
          const bracket = value(
            fc.constantFrom,
            '',
            '',
            '[gte]',
            '[lt]',
            '[in]',
            '[isNull]',
            '[startsWith]',
            '[nothing]',
            '[',
            ']',
          );
          input[`${names[value(fc.nat, { max: names.length - 1 })]!}${bracket}`] = value(() => hostile);
        }
      }
      const headers: Record<string, string> = {
        ...(value(fc.boolean) && { prefer: 'dry-run' }),
        ...(value(fc.boolean) && {
          'if-match': value(fc.constantFrom, '"1"', '"2"', '*', '1', '"99999999999"', ''),
        }),
        ...(value(fc.nat, { max: 4 }) === 0 && {
          accept: value(
            fc.constantFrom,
            'text/csv',
            'application/x-ndjson',
            '*/*;q=0',
            'a/b',
            ',,',
            'application/json;q=x',
          ),
        }),
        ...(value(fc.nat, { max: 9 }) === 0 && {
          'idempotency-key': value(fc.constantFrom, 'k', 'a b', 'ü'),
        }),
      };
      return { operation, client, input, headers };
    }),
    { numRuns: 2_000, seed },
  );
  const statuses = new Map<number, number>();
  for (const { operation, client, input, headers } of requests) {
    const request = requestOf(operation, input, headers);
    const answer = await client.send(request);
    const what = `${request.method} ${request.url} ${JSON.stringify(headers)} ${'payload' in request ? request.payload : ''}`;
    isSound(answer, what.slice(0, 2_000));
    expect(declaredBy(operation, answer), `${what.slice(0, 500)} ${answer.text}`).toBe(true);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
  }
  // Where nothing gets through, or everything does, nothing was tried.
  expect(statuses.get(200) ?? 0).toBeGreaterThan(100);
  expect(statuses.get(422) ?? 0).toBeGreaterThan(200);
});

test('1,000 broken GraphQL requests: no failure of ours, every answer sound', async () => {
  const requests = fc.sample(
    fc.gen().map((value) => {
      const operation = operations[value(fc.nat, { max: operations.length - 1 })]!;
      const client = clients[value(fc.nat, { max: clients.length - 1 })]!;
      const whole = operation.kind === 'list' ? {} : sampleInput(operation, stage);
      const input = operation.kind === 'query' ? whole : broken(whole, value);
      const { query, variables } = documentOf(
        operation,
        input,
        operation.kind === 'command' ? { dryRun: true } : {},
      );
      let text = query;
      if (operation.kind === 'list') {
        const names = [...Object.keys(operation.noun.fields), 'nothing'];
        const term = (): string =>
          `${names[value(fc.nat, { max: names.length - 1 })]}: { ${value(fc.constantFrom, 'eq', 'in', 'gte', 'isNull', 'startsWith')}: ${JSON.stringify(value(() => hostile)) ?? 'null'} }`;
        const args = value(
          fc.constantFrom,
          `filter: { ${term()} }`,
          `first: ${value(fc.integer)}`,
          `after: ${quoted(value(() => hostile))}`,
          `updatedSince: ${quoted(value(() => hostile))}`,
          `asOf: ${quoted(value(() => hostile))}`,
          `q: ${quoted(value(() => hostile))}`,
        );
        text = query.replace(operation.noun.plural, `${operation.noun.plural}(${args})`);
      }
      if (value(fc.nat, { max: 9 }) === 0) {
        const at = value(fc.nat, { max: text.length });
        text =
          text.slice(0, at) +
          value(fc.constantFrom, '', '{', '}', '"', '...', '@skip', '\u0000', '$', '!', '#') +
          text.slice(at + 1);
      }
      return { client, payload: { query: text, variables } };
    }),
    { numRuns: 1_000, seed },
  );
  let answered = 0;
  for (const { client, payload } of requests) {
    const answer = await client.graphql(payload.query, payload.variables);
    isSound(answer, JSON.stringify(payload).slice(0, 2_000));
    if (answer.body.data && !answer.body.errors) answered += 1;
  }
  expect(answered).toBeGreaterThan(50);
});

test('200 random paths and headers reach nothing', async () => {
  const paths = fc.sample(fc.webPath(), { numRuns: 200, seed });
  for (const path of paths) {
    const answer = await clients[0]!.send({ method: 'GET', url: `/v1${path}` });
    isSound(answer, path);
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
  }
});

test('what can be counted stays countable: series are bound by operations, not by what was asked', async () => {
  const answer = await theater.service.app.http.inject('/metrics');
  expect(answer.statusCode).toBe(200);
  const series = answer.body.split('\n').filter((line) => line && !line.startsWith('#'));
  expect(series.length).toBeLessThan(5_000 + operations.length * 60);
  expect(answer.body).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-7/);
});
