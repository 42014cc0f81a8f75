import { globSync, readdirSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { isNoun, type Command } from '../../src/kernel/operation.ts';
import { problemIn, requestOf, sampleInput, viaGraphql, viaRest, type Input } from '../support/sample.ts';
import type { Answer, Client } from '../support/service.ts';
import { exercisedElsewhere, situate, situated, situations } from '../support/situations.ts';
import { openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
/** The one that refused requests are sent to: nothing of it changes. */
let stage: Stage;
let untouched: Record<string, number>;
const commands = [...registry.operations.values()].filter((operation) => operation.kind === 'command');

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  untouched = await theater.counts(stage);
});

interface Ready {
  stage: Stage;
  client: Client;
  input: Input;
  headers: Record<string, string>;
  /** Rows of each table before anything was asked. */
  before: Record<string, number>;
  /** The dry run that succeeded, under a key that it may not use up. */
  dry: Answer;
}

const dryRun = { prefer: 'dry-run' };

/** A fresh stage on which the command can succeed, and the first role that may take it there. */
async function ready(operation: Command): Promise<Ready> {
  const stage = await theater.stage(operation.permission.roles);
  await situate(operation, stage, theater);
  const input = situated(operation, stage, sampleInput(operation, stage));
  const headers: Record<string, string> = operation.concurrency === 'required' ? { 'if-match': '"1"' } : {};
  const before = await theater.counts(stage);
  const refusals: string[] = [];
  for (const role of operation.permission.roles) {
    const client = stage.members[role];
    const dry = await viaRest(client, operation, input, { ...headers, ...dryRun, 'idempotency-key': 'k' });
    if (dry.status === 200) return { stage, client, input, headers, before, dry };
    refusals.push(`${role}: ${dry.text}`);
  }
  throw new Error(`${operation.name} with ${JSON.stringify(input)} is refused\n${refusals.join('\n')}`);
}

test('what is exercised elsewhere is run through HTTP there', () => {
  const tests = globSync('test/{operations,scenarios}/*.ts')
    .map((path) => readFileSync(path, 'utf8'))
    .join('\n');
  const world = readdirSync('test/support')
    .map((file) => readFileSync(`test/support/${file}`, 'utf8'))
    .join('\n');
  const unseen = Object.entries(exercisedElsewhere).filter(([name]) => {
    const { rest } = registry.operations.get(name)!;
    const verb = rest.split('/').at(-1)!;
    return !tests.includes(`/${verb}`) && !tests.includes(name) && !world.includes(`/${verb}\``);
  });
  expect(unseen).toEqual([]);
});

test('what is exercised elsewhere, and every situation, is of a command that exists', () => {
  const names = new Set(commands.map(({ name }) => name));
  const stale = [...Object.keys(situations), ...Object.keys(exercisedElsewhere)].filter(
    (name) => !names.has(name),
  );
  expect(stale).toEqual([]);
});

describe.each(
  commands
    .filter(({ name }) => !(name in exercisedElsewhere))
    .map((operation) => [operation.name, operation] as const),
)('%s', (_, operation) => {
  test('leaves nothing on a dry run, takes a version it must, is done once under a key, and says what happened', async () => {
    const { stage, client, input, headers, before, dry } = await ready(operation);
    expect(dry.headers['preference-applied']).toBe('dry-run');
    expect(dry.body).toMatchObject({ result: expect.anything(), events: expect.any(Array) });
    const extra = { dryRun: true, ...(operation.concurrency === 'required' && { expectedVersion: 1 }) };
    const shown = await viaGraphql(client, operation, input, extra);
    expect(shown.body.errors, shown.text).toBeUndefined();
    const payload = shown.body.data[operation.name];
    expect(payload.dryRun).toBe(true);
    expect(payload.events.map(({ type }: { type: string }) => type)).toEqual(
      dry.body.events.map(({ type }: { type: string }) => type),
    );

    if (operation.concurrency === 'required') {
      const blind = await viaRest(client, operation, input);
      expect(problemIn(blind)).toMatchObject({ status: 428, code: 'version_required' });
      const blindly = await viaGraphql(client, operation, input);
      expect(problemIn(blindly)).toMatchObject({ status: 428, code: 'version_required' });
    }
    if (operation.concurrency !== 'none' && !operation.rest.startsWith('PUT')) {
      const stale = await viaRest(client, operation, input, { 'if-match': '"99"' });
      expect(problemIn(stale)).toMatchObject({
        status: 412,
        code: 'stale_version',
        currentVersion: expect.any(Number),
      });
      const stalely = await viaGraphql(client, operation, input, { expectedVersion: 99 });
      expect(problemIn(stalely)).toEqual(problemIn(stale));
    }
    expect(await theater.counts(stage), 'after two dry runs and refusals').toEqual(before);

    const key = { 'idempotency-key': 'once' };
    const first = await viaRest(client, operation, input, { ...headers, ...key });
    expect([200, 201, 202], first.text).toContain(first.status);
    const after = await theater.counts(stage);
    const again = await viaRest(client, operation, input, { ...headers, ...key });
    expect(again.headers['idempotency-replayed'], again.text).toBe('true');
    expect([again.status, again.text, again.headers['location'], again.headers['etag']]).toEqual([
      first.status,
      first.text,
      first.headers['location'],
      first.headers['etag'],
    ]);
    const other = await viaRest(client, operation, input, { ...key, 'if-match': '"77"' });
    expect(problemIn(other)).toMatchObject({ status: 422, code: 'idempotency_key_reused' });
    expect(await theater.counts(stage), 'after the repeats').toEqual(after);

    const { rows: events } = await theater.admin.query(
      `select operation, actor_kind, membership_id, user_id, request_id, subject_noun, subject_version, data from events where tenant_id = $1 and request_id = $2`,
      [stage.world.tenantId, first.headers['x-request-id']],
    );
    const changed = Object.keys(after).filter(
      (table) => after[table] !== before[table] && table !== 'idempotency_keys',
    );
    if (changed.length > 0) expect(events.length, changed.join(', ')).toBeGreaterThan(0);
    for (const event of events) {
      expect(event).toMatchObject({
        operation: operation.name,
        membership_id: client.actor.membershipId,
        user_id: client.actor.userId,
      });
    }
  });

  test('refuses members that it does not have, on both surfaces', async () => {
    const [role] = operation.permission.roles;
    const client = stage.members[role!];
    const sample = situated(operation, stage, sampleInput(operation, stage));
    const headers: Record<string, string> = operation.concurrency === 'required' ? { 'if-match': '"1"' } : {};
    const output = isNoun(operation.output) ? Object.keys(operation.output.fields) : [];
    const readOnly = output.filter((name) => !(name in operation.input.shape));
    const unknown = ['tenantId', 'isAdmin', 'state_', ...readOnly];
    // All of them in one request: each must be named.
    const crowded = { ...sample, ...Object.fromEntries(unknown.map((name) => [name, 'x'])) };
    const all = await viaRest(client, operation, crowded, headers);
    expect(problemIn(all), all.text).toMatchObject({ status: 422, code: 'invalid_input' });
    expect((problemIn(all)!['errors'] as Input[]).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(
      expect.arrayContaining(unknown.map((name) => `/${name} field_not_available`)),
    );
    // Two alone, in turn, as nothing else is wrong with the request; GraphQL coerces one after the other.
    for (const next of [0, 1]) {
      const name = unknown[(commands.indexOf(operation) * 2 + next) % Math.min(unknown.length, 5)]!;
      const rest = await viaRest(client, operation, { ...sample, [name]: 'x' }, headers);
      expect(problemIn(rest), `${name}: ${rest.text}`).toMatchObject({ status: 422, code: 'invalid_input' });
      expect(
        (problemIn(rest)!['errors'] as Input[]).map(({ pointer, code }) => `${pointer} ${code}`),
      ).toContain(`/${name} field_not_available`);
      const graphql = await viaGraphql(client, operation, sample, { [name]: 'x' });
      expect(graphql.status, graphql.text).toBe(400);
      expect(problemIn(graphql)).toMatchObject({ status: 422, code: 'invalid_input' });
      expect(graphql.text).not.toContain('Did you mean');
    }
  });

  test('takes no parameters beside its body', async () => {
    if (operation.rowsOf) return;
    const [role] = operation.permission.roles;
    const input = sampleInput(operation, stage);

    const request = requestOf(
      operation,
      input,
      operation.concurrency === 'required' ? { 'if-match': '"1"' } : {},
    );
    const answer = await stage.members[role!].send({ ...request, url: `${request.url}?dryRun=true` });
    expect(problemIn(answer)).toMatchObject({ status: 422, code: 'field_not_available' });
  });
});

test('what was refused left nothing', async () => {
  expect(await theater.counts(stage)).toEqual(untouched);
});
