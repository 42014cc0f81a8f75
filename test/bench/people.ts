import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { caller, openGround } from './support/ground.ts';

// node test/bench/people.ts [people] [parts]: a first import of workers by an operator and of as many candidates by a
// vendor, over HTTP, into a database that knows nothing of its tables yet (nothing is ever analyzed); how long each part of
// a file took says whether it gets slower on the way.
const count = Number(process.argv[2] ?? 20_000);
const parts = Number(process.argv[3] ?? 10);

const ground = await openGround('tenant_admin');
const client = new pg.Client(ground.url);
await client.connect();
await client.query('alter system set autovacuum = off');
await client.query('select pg_reload_conf()');
await client.end();
const running = await ground.start();
const byAdmin = caller(running, ground.token);
const byManager = caller(running, await ground.member({ role: 'program_manager' }));
const vendor = await byAdmin('POST', '/vendors', { name: 'Bench Staffing', kind: 'agency' });

const lineOf = (index: number, more: object) =>
  JSON.stringify({
    firstName: `First${index}`,
    lastName: `Last${index * 7}`,
    birthDate: `19${60 + (index % 40)}-0${1 + (index % 9)}-1${index % 10}`,
    homeState: 'OH',
    profession: 'rn',
    specialties: ['icu'],
    ...more,
  });

async function load(
  operation: string,
  call: ReturnType<typeof caller>,
  lines: readonly string[],
): Promise<void> {
  const begun = performance.now();
  const { id } = await call('POST', '/imports', { operation, format: 'ndjson' });
  await call('PUT', `/imports/${id}/content`, lines.join('\n'), 'application/x-ndjson');
  const marks: number[] = [];
  for (;;) {
    const job = await call('GET', `/imports/${id}`);
    while (marks.length < parts && job['created'] >= ((marks.length + 1) * count) / parts)
      marks.push(performance.now() - begun);
    if (job['state'] === 'failed' || job['failed'] > 0) throw new Error(JSON.stringify(job));
    if (job['state'] === 'succeeded') break;
    await sleep(50);
  }
  const took = marks.map((mark, place) => Math.round(mark - (marks[place - 1] ?? 0)));
  console.log(
    `${operation}: ${count} in ${(marks.at(-1)! / 1000).toFixed(1)} s; by ${count / parts}: ${took.join(', ')} ms`,
  );
}

const people = Array.from({ length: count }, (_, index) => index);
await byAdmin('POST', '/external-systems', { name: 'hris' });
const workers = people.map((index) => lineOf(index, { externalId: { system: 'hris', id: `p${index}` } }));
await load('upsert_worker', byManager, workers);

const byRecruiter = caller(
  running,
  await ground.member({ role: 'vendor_recruiter', vendorId: vendor['id'] }),
);
await byRecruiter('POST', '/external-systems', { name: 'ats' });
// Every other one is known already.
const candidates = people.map((index) =>
  lineOf(index * 2, {
    externalId: { system: 'ats', id: `c${index}` },
    rightToRepresentUntil: '2030-01-01T00:00:00Z',
  }),
);
await load('upsert_representation', byRecruiter, candidates);

await running.stop();
await ground.clear();
