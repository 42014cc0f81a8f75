import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { caller, openGround } from './support/ground.ts';
import { postgresCpu } from './support/measure.ts';
import { cpuOf } from './support/peers.ts';
import { commonest, further, pathOf, type ReportQuestion } from './support/report-questions.ts';
import { writeRows, writeVersions } from './support/reporting-data.ts';

// node test/bench/reports.ts [--years 1,10] [--density 1] [--calls 30] [--analyst] [--as-of]: the commonest questions over HTTP, one by one, of the last
// twelve months of so many years of tier M, by turns, so that whatever else the machine does falls on all of them.
// With a density each year has so many times the rows; as of a past, the questions are of the middle of the year.
// Milliseconds until the answer is whole, and of processor time that Postgres and the service took for each.
const { values: given } = parseArgs({
  options: {
    years: { type: 'string', default: '1,10' },
    calls: { type: 'string', default: '30' },
    density: { type: 'string', default: '1' },
    analyst: { type: 'boolean', default: false },
    'as-of': { type: 'boolean', default: false },
  },
});
const calls = Number(given.calls);
const past = given['as-of'] ? '&asOf=2026-07-01T00:00:00Z' : '';
const say = (line: string) => process.stdout.write(`${line}\n`);
const migration = readFileSync(new URL('../../migrations/0064_kept_totals.sql', import.meta.url), 'utf8');

async function prepare(years: number) {
  const ground = await openGround(given.analyst ? 'analyst' : 'program_manager', {
    shared_buffers: '1GB',
    max_wal_size: '8GB',
  });
  const client = new pg.Client(ground.url);
  await client.connect();
  const took = await writeRows(client, ground.tenantId, { years, density: Number(given.density) }, migration);
  const versions = given['as-of'] ? await writeVersions(client) : 0;
  const [facility] = (await client.query<{ id: string }>(`select id from facilities order by id limit 1`))
    .rows;
  await client.end();
  say(
    `${years} × M${given.density === '1' ? '' : `, ${given.density} times as dense`}: written in ${Math.round(took.written / 1000)} s, counted in ${Math.round(took.counted / 1000)} s${versions ? `, versions in ${Math.round(versions / 1000)} s` : ''}`,
  );
  const running = await ground.start();
  return { years, ground, running, facilityId: facility!.id, get: caller(running, ground.token) };
}
type Stand = Awaited<ReturnType<typeof prepare>>;

interface Took {
  milliseconds: number[];
  postgres: number;
  service: number;
  rows: number;
}

async function once(stand: Stand, question: ReportQuestion, took?: Took): Promise<void> {
  const { running, ground } = stand;
  const before = { postgres: postgresCpu(ground.postmaster), service: cpuOf(running.child.pid!) };
  const begun = performance.now();
  const answer = await stand.get('GET', `${pathOf(question, stand.facilityId).replace(/^\/v1/, '')}${past}`);
  if (!took) return;
  took.milliseconds.push(performance.now() - begun);
  took.postgres += postgresCpu(ground.postmaster) - before.postgres;
  took.service += cpuOf(running.child.pid!) - before.service;
  took.rows = answer['rows'].length;
}

const at = (values: readonly number[], part: number): number =>
  values.toSorted((a, b) => a - b)[Math.ceil(part * values.length) - 1]!;

async function measured(stands: readonly Stand[], question: ReportQuestion): Promise<void> {
  const all = stands.map((): Took => ({ milliseconds: [], postgres: 0, service: 0, rows: 0 }));
  for (let warm = 0; warm < 3; warm += 1) for (const stand of stands) await once(stand, question);
  for (let call = 0; call < calls; call += 1)
    for (const [place, stand] of stands.entries()) await once(stand, question, all[place]);
  const told = all.map(
    ({ milliseconds, postgres, service, rows }, place) =>
      `${stands[place]!.years} × M p50 ${at(milliseconds, 0.5).toFixed(0)}, p95 ${at(milliseconds, 0.95).toFixed(0)} ms ` +
      `(Postgres ${(postgres / calls).toFixed(0)}, service ${(service / calls).toFixed(0)}; ${rows} rows)`,
  );
  const [first, last] = [all[0]!, all.at(-1)!].map(({ milliseconds }) => at(milliseconds, 0.5)) as [
    number,
    number,
  ];
  say(`${question.name}: ${told.join('; ')}${question.isAside ? '' : `; × ${(last / first).toFixed(2)}`}`);
}

const stands: Stand[] = [];
try {
  for (const years of given.years.split(',')) stands.push(await prepare(Number(years)));
  for (const question of [...commonest, ...further].filter((one) => !given.analyst || !one.notOfAnalysts))
    // A past may take longer than a statement is given: that is told, and the next asked.
    await measured(stands, question).catch((error: unknown) => say(`${question.name}: ${String(error)}`));
} finally {
  for (const { running, ground } of stands) {
    await running.kill();
    await ground.clear();
  }
}
