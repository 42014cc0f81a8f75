import { createHash } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findViolations } from '../support/invariants.ts';
import { startService, type Answer, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { openMoney, type Money } from './money-ground.ts';
import { moneySteps, type MoneyStepName } from './money-steps.ts';
import { seeded, type Chance } from './seeded.ts';

// SEQUENCES=1000 fires that many; each goes on in the program of the one before, a new one every twelve. SEED=7 draws others.
const sequences = Number(process.env['SEQUENCES'] ?? 5);
const seed = Number(process.env['SEED'] ?? 1);
const inOneProgram = 12;

let service: Service;
let admin: pg.Client;
const succeeded = new Map<string, number>();
const refused = new Map<string, number>();

beforeAll(async () => {
  service = await startService();
  admin = new pg.Client(service.database.adminUrl);
  await admin.connect();
});

const often: readonly MoneyStepName[] = [
  'work',
  'work',
  'send',
  'agree',
  'adjust',
  'run',
  'run',
  'memo',
  'deliver',
  'deliver',
  'deliver',
  'pay',
  'disputeLine',
  'settleDispute',
];
const names = Object.keys(moneySteps) as MoneyStepName[];
const broken = ({ weeks }: Money) => findViolations(admin, weeks.tenantId, isOfMoney);

/** What was read at an instant, to be read again as of it. */
interface Photo {
  at: string;
  path: string;
  text: string;
}

const everything = [
  '/invoices?limit=200&sort=number',
  '/invoice-lines?limit=200',
  '/billing-items?limit=200',
];

async function photograph({ weeks, now }: Money): Promise<Photo[]> {
  // What follows from what was done is done at the same instant.
  await service.drain(weeks.tenantId);
  return Promise.all(
    everything.map(async (path) => {
      const answer = await weeks.manager.get(path);
      expect(answer.status, answer.text).toBe(200);
      return { at: now, path, text: rowsIn(answer) };
    }),
  );
}

/** Of a past nothing is allowed any more, and a page's cursor is of its past. */
const rowsIn = ({ body }: Answer) =>
  JSON.stringify(body.data.map(({ allowedActions: _, ...row }: any) => row));

async function lookBack({ weeks }: Money, photos: readonly Photo[]): Promise<void> {
  for (const { at, path, text } of photos) {
    const answer = await weeks.manager.get(`${path}&asOf=${at}`);
    const [then, now] = [JSON.parse(text), JSON.parse(rowsIn(answer))];
    const other = then.findIndex(
      (row: any, place: number) => JSON.stringify(row) !== JSON.stringify(now[place]),
    );
    expect(now[other], `${path} as of ${at}`).toEqual(then[other]);
    expect(now.length).toBe(then.length);
  }
}

/** A document's file as of an instant at which it stood, whichever it was, is the one that it is now. */
async function readThen({ weeks }: Money, photos: readonly Photo[], chance: Chance): Promise<void> {
  const issued = photos
    .filter(({ path }) => path.startsWith('/invoices'))
    .flatMap(({ at, text }) => JSON.parse(text).map(({ id, contentHash }: any) => ({ at, id, contentHash })));
  if (issued.length === 0) return;
  const { at, id, contentHash } = chance.pick(issued);
  const { text } = await weeks.manager.get(`/invoices/${id}/document?format=json&asOf=${at}`);
  expect(createHash('sha256').update(text).digest('hex'), `${id} as of ${at}`).toBe(contentHash);
}

async function moveOn(money: Money): Promise<void> {
  money.now = Temporal.Instant.from(money.now).add({ hours: 1 }).toString();
  await service.moveClock(money.weeks.tenantId, money.now);
}

const hashes = new Map<string, string>();

/** Every document is what it was when it was issued, down to what it was made of. */
async function verifyAll({ weeks }: Money): Promise<void> {
  for (let cursor = ''; ;) {
    const page = ok(await weeks.manager.get(`/invoices?limit=200${cursor && `&cursor=${cursor}`}`));
    for (const { id, contentHash } of page.data) {
      const found = ok(await weeks.manager.get(`/invoices/${id}/verify`));
      expect(found, id).toMatchObject({ isIdentical: true, faults: [] });
      expect(contentHash, id).toBe(hashes.get(id) ?? contentHash);
      hashes.set(id, contentHash);
      const { text } = await weeks.manager.get(`/invoices/${id}/document?format=json`);
      expect(createHash('sha256').update(text).digest('hex'), `its file: ${id}`).toBe(contentHash);
    }
    if (!page.page.hasMore) return;
    cursor = page.page.nextCursor;
  }
}

test('whatever moves the money, alone and at once: every minute is billed once, all ties, and no document changes', async () => {
  let money: Money | undefined;
  for (let sequence = 0; sequence < sequences; sequence += 1) {
    if (sequence % inOneProgram === 0) {
      money = await openMoney(service, admin);
      expect(await broken(money)).toEqual([]);
    }
    await history(money!, seed * 100_000 + sequence);
  }
}, 7_200_000);

/** Takes a step; where there is nothing for it, one that makes something. */
async function fire(name: MoneyStepName, money: Money, chance: Chance) {
  const answer = await moneySteps[name](money, chance);
  if (answer) return { name, answer };
  const instead = chance.pick(['work', 'send', 'run', 'deliver'] as const);
  return { name: instead, answer: await moneySteps[instead](money, chance) };
}

async function history(money: Money, drawn: number): Promise<void> {
  const chance = seeded(drawn);
  const photos: Photo[] = [];
  const told: string[] = [];
  for (let batch = 0; batch < 10; batch += 1) {
    const count = chance.percent(60) ? 1 : 2 + chance.whole(3);
    const fired = Array.from({ length: count }, () =>
      chance.percent(50) ? chance.pick(often) : chance.pick(names),
    );
    const own = fired.map(() => seeded(chance.whole(1_000_000_000)));
    const answers = await Promise.all(fired.map((name, at) => fire(name, money, own[at]!)));
    for (const { name, answer } of answers) {
      if (!answer) continue;
      const done = answer.status < 300;
      told.push(`${name} ${answer.status} ${answer.body?.code ?? ''}`);
      const tally = done ? succeeded : refused;
      const key = done
        ? name
        : `${name} ${answer.body?.errors?.[0]?.code ?? answer.body?.code ?? answer.status}`;
      tally.set(key, (tally.get(key) ?? 0) + 1);
      // Only how things stand can forbid what is well-formed.
      if (!done) expect([409, 412, 422], `seed ${drawn}, ${name}: ${answer.text}`).toContain(answer.status);
    }
    expect(await broken(money), `seed ${drawn}: ${told.join('; ')}`).toEqual([]);
    if (chance.percent(25)) {
      photos.push(...(await photograph(money)));
      await moveOn(money);
    }
  }
  await lookBack(money, photos);
  await readThen(money, photos, chance);
  await verifyAll(money);
}

const moneyInvariants = [
  'minutes_billed',
  'invoiced_week',
  'billed_once',
  'invoice_totals',
  'invoice_taxes',
  'fee_ties',
  'allocated',
  'settled',
  'billed_again',
  'sources_billed',
  'credited',
  'document_numbers',
  'invoice_run',
  'kept_spend',
  'kept_hours',
  'kept_weeks',
];
const isOfMoney = (name: string) => moneyInvariants.includes(name);

afterAll(async () => {
  const shown = (tally: Map<string, number>) =>
    [...tally].map(([name, count]) => `${name} ${count}`).join(', ');
  process.stdout.write(`${sequences} histories: ${shown(succeeded)}; refused: ${shown(refused)}\n`);
  await admin.end();
});
