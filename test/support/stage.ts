import { randomBytes } from 'node:crypto';
import { getTableName } from 'drizzle-orm';
import pg from 'pg';
import { atEndOfFile } from './end-of-file.ts';
import { roles, rolesOf, sideOf, type Role, type Side } from '../../src/kernel/actor.ts';
import type { Noun } from '../../src/kernel/noun.ts';
import { registry, startService, type Client, type Service } from './service.ts';
import { createWorld, enter, type World } from './world.ts';

/** Somebody who acts, by what a failing test calls it. */
export interface Player {
  name: string;
  role: Role;
  side: Side;
  client: Client;
}

/** A tenant with one row of each table, and a member of every role to whom those rows belong. */
export interface Stage {
  world: World;
  members: Record<Role, Client>;
  /** The members, and those who have a role on a further side that memberships allow; on a stage of every role only. */
  everyone: Player[];
}

/** Every role on every side that a membership of it may have. */
const pairs = (Object.entries(rolesOf) as [Side, Role[]][]).flatMap(([side, held]) =>
  held.map((role) => ({ side, role, name: side === sideOf[role] ? role : `${side} ${role}` })),
);

/** A service, a superuser's connection beside it, and as many stages as a test wants. */
export interface Theater {
  service: Service;
  admin: pg.Client;
  /** Its clock stands still within all of its rows' days. Only members of the named roles are made, if any are named. */
  stage(wanted?: Iterable<Role>): Promise<Stage>;
  /** Members of the stage's tenant to whom none of its rows belong: of a rival vendor, another facility or program, another person. */
  outsiders(stage: Stage): Promise<Player[]>;
  /** Writes the stage's row of a table once more, past row security; from now on it is the stage's row. */
  add(stage: Stage, table: string, differences: Record<string, unknown>): Promise<void>;
  /** Changes the stage's row of a table past row security, as a test's situation. */
  set(stage: Stage, table: string, differences: Record<string, unknown>): Promise<void>;
  /** Rows of every table that keeps a tenant, in one statement. */
  counts(stage: Stage): Promise<Record<string, number>>;
}

/** The id (or the code) of the stage's row of a noun. */
export function keyOf({ world }: Stage, noun: Noun): string {
  if (noun.key === 'code')
    return {
      profession: 'rn',
      specialty: 'icu',
      state: 'OH',
      agencyRateCap: 'mn_2002_group_3_metro_rn',
      rateCapCounty: 'mn_hennepin',
      compactMembership: 'nlc_oh_20230101',
    }[noun.name]!;
  return String(world.rows[getTableName(noun.table)]!['id']);
}

export async function openTheater(environment: Record<string, string> = {}): Promise<Theater> {
  const service = await startService(environment);
  const admin = new pg.Client({ connectionString: service.database.adminUrl, pipeline: true });
  await admin.connect();
  atEndOfFile(() => admin.end());
  // Plans are made once, on tables that are empty and that no statistics are kept of: chosen then, a scan of the whole
  // table would be made of all stages each time.
  await admin.query('set enable_seqscan = off');
  await admin.query('set plan_cache_mode = force_generic_plan');
  // The access log is written after the answer, in transactions of its own: a refusal's entry may come at any moment.
  const { rows: tables } = await admin.query<{ name: string }>(
    `select table_name as name from information_schema.columns where table_schema = 'public'
     and column_name = 'tenant_id' and table_name not in ('tenants', 'access_log') order by 1`,
  );
  const counting = tables
    .map(({ name }) => `select '${name}' as name, count(*)::int as n from ${name} where tenant_id = $1`)
    .join(' union all ');

  const member = (tenantId: string, role: Role, bound: object) =>
    service.member(tenantId, {
      role,
      email: `${role}.${randomBytes(5).toString('hex')}@stage.test`,
      ...bound,
    });
  const own = (
    world: World,
    role: Role,
    vendors = world.rows['vendors']!,
    workers = world.rows['workers']!,
  ) =>
    sideOf[role] === 'vendor'
      ? { vendorId: String(vendors['id']) }
      : sideOf[role] === 'worker'
        ? { workerId: String(workers['id']) }
        : {};

  async function asSystem(world: World, work: () => Promise<void>): Promise<void> {
    await admin.query('begin');
    try {
      await enter(admin, world.tenantId, { side: 'system' });
      await work();
      await admin.query('commit');
    } catch (error) {
      await admin.query('rollback');
      throw error;
    }
  }

  return {
    service,
    admin,
    async stage(wanted = roles) {
      const world = await createWorld(admin);
      world.rows['tenants'] = { id: world.tenantId };
      await asSystem(world, () =>
        world.change('tenants', { kind: 'sandbox', clock_at: '2026-02-10T12:00:00Z' }),
      );
      const members: Partial<Record<Role, Client>> = {};
      for (const role of wanted) members[role] = await member(world.tenantId, role, own(world, role));
      const everyone: Player[] = [];
      for (const pair of wanted === roles ? pairs : []) {
        const { role, side } = pair;
        const client = side === sideOf[role] ? members[role]! : await member(world.tenantId, role, { side });
        everyone.push({ ...pair, client });
      }
      return { world, members: members as Record<Role, Client>, everyone };
    },
    async outsiders({ world }) {
      await admin.query('begin');
      await enter(admin, world.tenantId, { side: 'system' });
      const rival = await world.copy('vendors', {
        name: 'Rival',
        tax_id_digest: randomBytes(4).toString('hex'),
      });
      const other = await world.copy('workers', { npi: null, display_name: 'Other' });
      const facility = await world.copy('facilities', { name: 'Elsewhere' });
      const program = await world.copy('programs', { name: 'Another client' });
      await admin.query('commit');
      const ofFacility = { facilityIds: [String(facility['id'])], unitIds: [] };
      const ofProgram = { programIds: [String(program['id'])] };
      const players: Player[] = [];
      const add = async ({ role, side }: { role: Role; side: Side }, of: string, bound: object) => {
        const client = await member(world.tenantId, role, { side, ...bound });
        players.push({ name: `${role} of another ${of}`, role, side, client });
      };
      for (const pair of pairs) {
        if (pair.side === 'operator') continue;
        if (pair.side === 'client') {
          if (pair.side === sideOf[pair.role]) await add(pair, 'facility', ofFacility);
          await add(pair, 'program', ofProgram);
        } else await add(pair, pair.side, own(world, pair.role, rival, other));
      }
      return players;
    },
    add: ({ world }, table, differences) =>
      asSystem(world, async () => {
        world.rows[table] = await world.copy(table, differences);
      }),
    set: ({ world }, table, differences) => asSystem(world, () => world.change(table, differences)),
    async counts({ world }) {
      const { rows } = await admin.query<{ name: string; n: number }>({
        // Planned once: it is asked many times a test.
        name: 'counts',
        text: counting,
        values: [world.tenantId],
      });
      return Object.fromEntries(rows.map(({ name, n }) => [name, n]));
    },
  };
}

export { registry };
