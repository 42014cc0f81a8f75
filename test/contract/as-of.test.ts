import { getTableColumns, getTableName } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { holds, roles, sideOf, type Role } from '../../src/kernel/actor.ts';
import type { Field, Noun } from '../../src/kernel/noun.ts';
import type { Command } from '../../src/kernel/operation.ts';
import { collectionOf } from '../../src/server/registry.ts';
import { fieldsOf, sampleInput, viaRest } from '../support/sample.ts';
import type { Answer, Client } from '../support/service.ts';
import { exercisedElsewhere, situate, situated } from '../support/situations.ts';
import { keyOf, openTheater, registry, type Stage, type Theater } from '../support/stage.ts';

let theater: Theater;
let stage: Stage;
// What a member was told of is deleted after 180 days and keeps no versions: what happened stands in the events.
const nouns = [...registry.nouns.values()].filter(({ shared, name }) => !shared && name !== 'notification');
const commands = [...registry.operations.values()].filter(
  (operation): operation is Command =>
    operation.kind === 'command' &&
    !(operation.name in exercisedElsewhere) &&
    // Time goes by the test's own hand, and whoever acts stays.
    !['moveClock', 'deactivateUser', 'endMembership', 'revokeAccessToken'].includes(operation.name),
);

/** Answers to be given again: 1,000 in the long run, fewer where every test runs. */
const wanted = Number(process.env['AS_OF_PROBES'] ?? 200);
const seed = Number(process.env['AS_OF_SEED'] ?? 20_260_105);
let state = seed;
let turn = 0;
const asked = new Map<Role, number>();
/** A number below `most`, the same in every run. */
function pick(most: number): number {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return Math.floor((state / 2 ** 32) * most);
}
const one = <T>(items: readonly T[]): T => items[pick(items.length)]!;

beforeAll(async () => {
  theater = await openTheater();
  stage = await theater.stage();
  // The stage was set by the clock of the test's day: its past begins before the sandbox's clock.
  await theater.admin.query(`update row_versions set valid_from = '2026-01-01' where tenant_id = $1`, [
    stage.world.tenantId,
  ]);
  const { rows } = await theater.admin.query<{ name: string; columns: string[] }>(
    `select tgrelid::regclass::text as name, (string_to_array(encode(tgargs, 'escape'), '\\000'))[1:tgnargs] as columns
     from pg_trigger where tgname = 'keep_version' and tgnargs > 0`,
  );
  for (const { name, columns } of rows) digested.set(name, new Set(columns));
}, 60_000);

/** Asked now, and later of the instant or the cursor that this was. */
interface Probe {
  what: string;
  noun: Noun;
  role: Role;
  ask(asOf?: string): Promise<Answer>;
  recorded: unknown;
  instant: string;
  cursor: string | undefined;
}

// A past shows present personal values (erasure reaches there), names in other systems and no actions to take.
const timeless = new Set(['allowedActions', 'blockedActions', 'externalIds', 'nextCursor']);
/** Columns of which history keeps digests only. */
const digested = new Map<string, Set<string>>();

function isKept(name: string, noun: Noun | undefined): boolean {
  const field = noun?.fields[name];
  if (!noun || !field) return !timeless.has(name);
  const { unversioned, dataClass } = field;
  const column = getTableColumns(noun.table)[name]?.name;
  const isPersonal = column !== undefined && digested.get(getTableName(noun.table))?.has(column);
  return !unversioned && !isPersonal && dataClass !== 'identity' && dataClass !== 'contact';
}

/** What a noun's past tells again, with its links; a list's own members lead to its rows. */
function bare(value: unknown, noun?: Noun): unknown {
  if (Array.isArray(value)) return value.map((each) => bare(each, noun));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => isKept(name, noun))
      .map(([name, member]) => [
        name,
        bare(member, noun?.fields[name] ? undefined : (noun?.links.get(name)?.target ?? noun)),
      ]),
  );
}

const sees = (role: Role, { read }: Noun) => holds({ role, side: sideOf[role], scopes: null } as never, read);
const actorOf = (role: Role) => ({ role, side: sideOf[role], scopes: null, kind: 'membership' }) as never;
const readable = (role: Role, { readers }: Field) => readers?.(actorOf(role)) ?? true;
/** A name that parts of a query may use: of a field that the role reads, and that is not timeless. */
const namesOf = (role: Role, noun: Noun, that: (field: Field) => boolean) =>
  Object.entries(noun.fields).flatMap(([name, field]) =>
    that(field) && isKept(name, noun) && !field.staged && readable(role, field) ? [name] : [],
  );

const text = (value: unknown) => encodeURIComponent(String(value));

/** A question of the noun: one row, a list with links, a filter or a sort, on either surface. */
async function question(role: Role, noun: Noun): Promise<[string, (asOf?: string) => Promise<Answer>]> {
  const client = stage.members[role];
  const path = collectionOf(noun);
  const open = [...noun.links.values()].filter((link) => !link.target.shared && link.isOpenTo(actorOf(role)));
  const links = open.length > 2 ? [one(open), one(open)] : open;
  const rest = (query: string): [string, (asOf?: string) => Promise<Answer>] => [
    `GET ${query}`,
    (asOf) =>
      client.get(asOf === undefined ? query : `${query}${query.includes('?') ? '&' : '?'}asOf=${asOf}`),
  ];
  const include = links.length > 0 ? `&include=${links.map(({ name }) => name).join(',')}` : '';
  const exact = sideOf[role] === 'operator';
  switch (pick(exact ? 6 : 2)) {
    case 0:
      return rest(`${path}?limit=200`);
    case 1:
      return rest(`${path}/${keyOf(stage, noun)}`);
    case 2:
      return rest(`${path}?limit=200${include}`);
    case 3: {
      const sorted = one(namesOf(role, noun, ({ sort }) => sort));
      return rest(`${path}?limit=200&sort=${pick(2) === 0 ? '' : '-'}${sorted}${include}`);
    }
    case 4: {
      const filtered = one(namesOf(role, noun, ({ filter }) => filter));
      const { body } = await client.get(`${path}?limit=200`);
      const value = body.data.length > 0 ? one<any>(body.data)[filtered] : null;
      if (value === null || value === undefined) return rest(`${path}?limit=200&count=true`);
      return rest(`${path}?limit=200&count=true&${filtered}=${text(value)}`);
    }
    default: {
      const linked = links.map(({ name, many, target }) =>
        many ? `${name}(first: 8) { nodes { ${fieldsOf(target)} } }` : `${name} { ${fieldsOf(target)} }`,
      );
      const chosen = [...new Set(linked)].join(' ');
      return [
        `graphql ${noun.plural} with ${chosen}`,
        (asOf) =>
          client.graphql(
            `{ ${noun.plural}(first: 20${asOf === undefined ? '' : `, asOf: "${asOf}"`}) { nodes { ${fieldsOf(noun)} ${chosen} } } }`,
          ),
      ];
    }
  }
}

async function probe(instant: string, cursor: string | undefined): Promise<Probe> {
  // Each noun in its turn.
  const noun = nouns[turn++ % nouns.length]!;
  const able = roles.filter((role) => sees(role, noun));
  // Whoever was asked least; the cursor is the program manager's own.
  const [least] = able.toSorted((a, b) => (asked.get(a) ?? 0) - (asked.get(b) ?? 0));
  const manages = cursor !== undefined && pick(2) === 0 && able.includes('program_manager');
  const role = manages ? 'program_manager' : least!;
  asked.set(role, (asked.get(role) ?? 0) + 1);
  const [what, ask] = await question(role, noun);
  const answer = await ask();
  if (answer.status !== 200 && answer.status !== 404) throw new Error(`${what} by ${role}: ${answer.text}`);
  return {
    what,
    noun,
    role,
    ask,
    recorded: { status: answer.status, body: answer.status === 200 ? bare(answer.body, noun) : null },
    instant,
    cursor: role === 'program_manager' ? cursor : undefined,
  };
}

/** Runs the command on the stage as the first role that may; the id of its request, or undefined where it is not possible now. */
async function run(operation: Command): Promise<string | undefined> {
  try {
    await situate(operation, stage, theater);
  } catch {
    return undefined;
  }
  const input = situated(operation, stage, sampleInput(operation, stage));
  for (const role of operation.permission.roles) {
    const client = stage.members[role];
    const version =
      operation.concurrency === 'required' ? await versionFor(operation, client, input) : undefined;
    const answer = await viaRest(
      client,
      operation,
      input,
      version === undefined ? {} : { 'if-match': `"${version}"` },
    );
    if (answer.status < 300) return String(answer.headers['x-request-id']);
  }
  return undefined;
}

async function versionFor(
  operation: Command,
  client: Client,
  input: Record<string, unknown>,
): Promise<number> {
  const path = operation.rest.split(' ')[1]!.replace(/\{(\w+)\}/, (_, name: string) => String(input[name]));
  return (await client.get(path)).body?.version ?? 1;
}

/** The program manager's cursor of the request's last event, where the feed shows it soon. */
async function cursorOf(requestId: string): Promise<string | undefined> {
  const client = stage.members.program_manager;
  for (let looks = 0; looks < 20; looks += 1) {
    const events: any[] = [];
    for (let after = ''; ;) {
      const { body } = await client.get(`/events?limit=200${after}`);
      events.push(...body.events);
      if (!body.hasMore) break;
      after = `&after=${body.nextCursor}`;
    }
    const last = events.findLast((event) => event.requestId === requestId);
    if (last) return last.cursor as string;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return undefined;
}

/** Whether something went on behind the request's own deeds: a timer that it set for now, which is no part of its last event. */
async function hasAfterwork(requestId: string): Promise<boolean> {
  const { rows } = await theater.admin.query<{ more: boolean }>(
    `select exists (select from events e where e.tenant_id = $1 and e.transaction_id >
      (select max(r.transaction_id) from events r where r.tenant_id = $1 and r.request_id = $2)) as more`,
    [stage.world.tenantId, requestId],
  );
  return rows[0]!.more;
}

const rowsOf = (body: any): any[] => body?.data ?? (body === null ? [] : [body]);
const byId = (rows: any[]) => new Map(rows.map((row) => [row.id, row]));

/**
 * How the later answer differs from the recorded one. Members of the operator are told the same to the letter. For others
 * present grants apply to past rows: what is missing is not granted now either, and what is there is as it was.
 */
async function faultOf({ noun, role, ask, recorded }: Probe, asOf: string): Promise<unknown> {
  const answer = await ask(asOf);
  const { status, body } = recorded as { status: number; body: unknown };
  const then = answer.status === 200 ? bare(answer.body, noun) : null;
  if (sideOf[role] === 'operator') {
    const same = answer.status === status && JSON.stringify(then) === JSON.stringify(body);
    return same ? undefined : { status: answer.status, given: then, recorded };
  }
  if (answer.status !== 200 && answer.status !== 404) return answer.text;
  const [shown, known] = [byId(rowsOf(then)), byId(rowsOf(body))];
  const now = byId(rowsOf((await ask()).body));
  for (const [id, row] of shown) {
    const before = known.get(id);
    // A client who meets a person today may read who that was before.
    if (!before && noun.name !== 'worker') return { more: row };
    for (const [name, value] of Object.entries(before ? row : {}))
      if (name in before && JSON.stringify(before[name]) !== JSON.stringify(value))
        return { name, value, before: before[name] };
  }
  for (const [id, row] of known) if (!shown.has(id) && now.has(id)) return { missing: row };
  return undefined;
}

test('answers of a random history are given again as of their instant and their event, on both surfaces (DATA-5)', async () => {
  const probes: Probe[] = [];
  const ran = new Set<string>();
  let given = 0;
  let clock = Temporal.Instant.from('2026-02-10T12:00:00Z');
  // Each noun is asked of at least once.
  for (let steps = 0; steps < 400 && (given < wanted || probes.length < nouns.length); steps += 1) {
    clock = clock.add({ seconds: 1 + pick(30) });
    const instant = clock.toString();
    await theater.set(stage, 'tenants', { clock_at: instant });
    const operation = one(commands);
    const requestId = await run(operation);
    if (requestId === undefined) continue;
    ran.add(operation.name);
    await theater.service.drain(stage.world.tenantId);
    const cursor = (await hasAfterwork(requestId)) ? undefined : await cursorOf(requestId);
    for (let times = 0; times < 4; times += 1) {
      const made = await probe(instant, cursor);
      given += made.cursor === undefined ? 1 : 2;
      probes.push(made);
    }
  }
  const wrong: unknown[] = [];
  for (const each of probes) {
    for (const asOf of [each.instant, each.cursor]) {
      if (asOf === undefined) continue;
      const fault = await faultOf(each, asOf);
      if (fault !== undefined)
        wrong.push({
          what: each.what,
          role: each.role,
          asOf: asOf.slice(0, 24),
          instant: each.instant,
          fault,
        });
    }
  }
  expect(wrong.slice(0, 3), `${wrong.length} of ${given}, seed ${seed}`).toEqual([]);
  expect(given).toBeGreaterThanOrEqual(wanted);
  expect(ran.size).toBeGreaterThan(wanted / 20);
  expect(new Set(probes.map(({ noun }) => noun.name)).size).toBe(nouns.length);
  expect(new Set(probes.map(({ role }) => role)).size).toBe(roles.length);
}, 900_000);
