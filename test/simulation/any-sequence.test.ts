import fc from 'fast-check';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '../../src/kernel/actor.ts';
import { sweep } from '../support/invariants.ts';
import { startService, type Answer, type Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';
import { represent } from '../torture/hiring.ts';
import { openScene, type Scene } from './scene.ts';
import { foldOf, type Told } from './replay.ts';
import { untilKnown } from './run.ts';

// SEQUENCES=3000 fires that many; each is an order of its own. SEED=7 draws others.
const sequences = Number(process.env['SEQUENCES'] ?? 60);
const seed = Number(process.env['SEED'] ?? 1);

/** What is done to which of those that the sequence has made so far; the number is taken modulo how many there are. */
const steps = [
  'submit',
  'present',
  'offer',
  'accept',
  'confirm',
  'decline',
  'rescind',
  'withdraw',
  'reject',
  'start',
  'fallOff',
  'noShow',
  'end',
  'hold',
  'resume',
  'cancel',
  'close',
  'reopen',
  'addPosition',
  'cancelPosition',
] as const;
type Step = (typeof steps)[number];
interface Fired {
  /** `place` is what leads to a placement, one behind the other, at times not to its end. */
  step: Step | 'place';
  at: number;
  /** Sent together with the next one. */
  atOnce: boolean;
}

const often: readonly Step[] = ['submit', 'present', 'offer', 'accept', 'confirm'];
/** After these little is left to do. */
const last: readonly Step[] = ['cancel', 'close'];
const early = steps.filter((step) => !last.includes(step));

// What leads to a placement comes more often than what ends one.
const fired = (choice: readonly Step[]): fc.Arbitrary<Fired> =>
  fc.record({
    step: fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...often) },
      { weight: 3, arbitrary: fc.constant('place' as const) },
      { weight: 12, arbitrary: fc.constantFrom(...choice) },
    ),
    at: fc.nat(9),
    atOnce: fc.boolean(),
  });
/** One behind the other: placements of different people to their end, and what is done to the last of them. */
const inTurn = (...some: Fired['step'][]): Fired[] =>
  some.map((step, at) => {
    const placed = some.slice(0, at).filter((one) => one === 'place').length;
    return { step, at: 5 + placed, atOnce: false };
  });
const endings = [
  [],
  inTurn('cancel'),
  inTurn('place', 'start', 'end'),
  inTurn('place', 'place', 'place', 'close', 'reopen'),
];
const firedSequence = fc
  .tuple(
    fc.array(fired(early), { minLength: 4, maxLength: 20, size: 'max' }),
    fc.constantFrom(...endings),
    fc.array(fired([...last, ...early]), { maxLength: 4, size: 'max' }),
  )
  .map((parts) => parts.flat());

let service: Service;
let scene: Scene;
const representations: string[] = [];
let done = 0;
let refused = 0;
const succeeded = new Map<Step, number>();

beforeAll(async () => {
  service = await startService();
  scene = await openScene(service, 'Any sequence');
  const { programId, facilityId, admin } = scene;
  ok(await admin.put('/units/ext:hris:U1', { programId, facilityId, name: 'ICU' }));
  for (let people = 0; people < 5; people += 1) representations.push(await represent(scene));
});

interface Made {
  orderId: string;
  submissions: string[];
  offers: string[];
}

const rows = <T extends object>(query: ReturnType<typeof sql>): Promise<T[]> =>
  service.as(systemActor(scene.tenantId), (tx) => tx.rows<T & Record<string, unknown>>(query));

const chosen = <T>(from: readonly T[], at: number): T | undefined => from[at % Math.max(1, from.length)];

async function assignmentsOf(orderId: string): Promise<string[]> {
  const found = await rows<{ id: string }>(
    sql`select id from assignments where order_id = ${orderId} order by created_at, id`,
  );
  return found.map(({ id }) => id);
}

/** Sends one step; nothing where there is nothing to do it to. */
async function send(step: Step, at: number, made: Made): Promise<Answer | undefined> {
  const { manager, requester, recruiters } = scene;
  const [recruiter] = recruiters;
  const order = `/orders/${made.orderId}`;
  const submission = chosen(made.submissions, at);
  const offer = chosen(made.offers, at);
  const reason = { reason: 'So it goes' };
  const toOffer = (verb: string, body = {}, client = recruiter) =>
    offer === undefined ? undefined : client.post(`/offers/${offer}/${verb}`, body);
  const toSubmission = (verb: string, client = manager, body = {}) =>
    submission === undefined ? undefined : client.post(`/submissions/${submission}/${verb}`, body);
  const toAssignment = async (verb: string, client = manager, body: object = reason) => {
    const placed = chosen(await assignmentsOf(made.orderId), at);
    return placed === undefined ? undefined : client.post(`/assignments/${placed}/${verb}`, body);
  };
  switch (step) {
    case 'submit': {
      const representationId = chosen(representations, at)!;
      const proposal = { orderId: made.orderId, representationId, billRate: '90', availableOn: '2026-01-05' };
      return recruiter.post('/submissions', proposal);
    }
    case 'present':
      return toSubmission('present');
    case 'offer':
      return submission === undefined
        ? undefined
        : manager.post('/offers', {
            submissionId: submission,
            billRate: '90',
            startsOn: '2026-01-05',
            endsOn: '2026-06-30',
            hoursPerWeek: '36',
          });
    case 'accept':
      return toOffer('accept');
    case 'confirm':
      return toOffer('confirm', {}, requester);
    case 'decline':
      return toOffer('decline', reason);
    case 'rescind':
      return toOffer('rescind', reason, manager);
    case 'withdraw':
      return toSubmission('withdraw', recruiter, reason);
    case 'reject':
      return toSubmission('reject', manager, reason);
    case 'start':
      return toAssignment('start', requester, { startedOn: '2026-01-05' });
    case 'fallOff':
      return toAssignment('cancel', recruiter);
    case 'noShow':
      return toAssignment('report-no-show', requester);
    case 'end':
      return toAssignment('end', manager, { endedOn: '2026-01-05', kind: 'early', ...reason });
    case 'hold':
    case 'resume':
    case 'cancel':
    case 'close':
    case 'reopen':
      return manager.post(`${order}/${step}`, step === 'cancel' || step === 'reopen' ? reason : {});
    case 'addPosition':
      return manager.post(`${order}/add-positions`, { count: 1, ...reason });
    case 'cancelPosition': {
      const { body } = await manager.get(`/positions?orderId=${made.orderId}&sort=number`);
      const position = chosen<{ id: string }>(body.data ?? [], at);
      return position && manager.post(`/positions/${position.id}/cancel`, reason);
    }
  }
}

async function fire({ step, at }: Omit<Fired, 'atOnce'>, made: Made): Promise<void> {
  if (step === 'place') {
    for (const each of often.slice(0, 3 + Math.floor(at / 2))) {
      const { length } = each === 'present' || each === 'offer' ? made.submissions : made.offers;
      await fire({ step: each, at: each === 'submit' ? at : Math.max(0, length - 1) }, made);
    }
    return;
  }
  const answer = await untilKnown(async () => (await send(step, at, made)) ?? nothing);
  expect(answer.status, answer.text).toBeLessThan(500);
  if (answer.status >= 400) {
    // What is asked for is well-formed, and everybody may ask it: only how things stand can forbid it.
    const unseen = answer.status === 422 && answer.body.errors[0].code === 'not_found';
    if (!unseen) expect([404, 409], `${step}: ${answer.text}`).toContain(answer.status);
    refused += 1;
  } else if (answer !== nothing) {
    done += 1;
    succeeded.set(step, (succeeded.get(step) ?? 0) + 1);
    if (step === 'submit') made.submissions.push(answer.body.id);
    if (step === 'offer') made.offers.push(answer.body.id);
  }
}
const nothing: Answer = { status: 204, body: {}, headers: {}, text: '' };

/** Every row of the order that has a life, its events in their order, and its openings. */
async function look(orderId: string) {
  const states = await rows<{ noun: string; id: string; state: string }>(sql`
    select 'order' as noun, id, state from orders where id = ${orderId}
    union all select 'position', id, state from positions where order_id = ${orderId}
    union all select 'submission', id, state from submissions where order_id = ${orderId}
    union all select 'offer', id, state from offers where order_id = ${orderId}
    union all select 'assignment', id, state from assignments where order_id = ${orderId}`);
  const [counted] = await rows<{ asked: number; openings: number; filled: number; crowded: number }>(sql`
    select o.positions as asked, count(p.id) filter (where p.state <> 'canceled')::int as openings,
      count(p.id) filter (where p.state = 'filled')::int as filled,
      count(p.id) filter (where (select count(*) from assignments a where a.tenant_id = p.tenant_id and a.position_id = p.id
        and a.state in ('pending', 'active', 'suspended')) > 1)::int as crowded
    from orders o left join positions p on p.tenant_id = o.tenant_id and p.order_id = o.id where o.id = ${orderId} group by o.tenant_id, o.id`);
  const ids = `{${states.map(({ id }) => id).join(',')}}`;
  // The feed goes by when transactions began; of two at once the subject's version says which waited for the other.
  const told = await rows<Told>(sql`select type, subject_noun as noun, subject_id as id, data from events
    where subject_id = any (${ids}::uuid[]) order by subject_version, transaction_id, position`);
  return { states, counted: counted!, told };
}

test('whatever is fired at an order: openings hold, each has one live placement, and the events tell every state', async () => {
  await fc.assert(
    fc.asyncProperty(fc.integer({ min: 1, max: 3 }), firedSequence, async (positions, sequence) => {
      const { requester, manager } = scene;
      const { id: orderId } = ok(
        await requester.post('/orders', {
          unitId: 'ext:hris:U1',
          profession: 'rn',
          positions,
          startsOn: '2026-01-05',
          endsOn: '2026-06-30',
          hoursPerWeek: '36',
          billRate: '90',
          reason: 'vacancy',
        }),
        201,
      );
      ok(await requester.post(`/orders/${orderId}/submit`));
      ok(await manager.post(`/orders/${orderId}/release`, { tiers: [{ tier: 0, delayHours: 0 }] }));
      const made: Made = { orderId, submissions: [], offers: [] };
      let together: Promise<void>[] = [];
      for (const one of sequence) {
        together.push(fire(one, made));
        if (one.atOnce && together.length < 3) continue;
        await Promise.all(together);
        together = [];
      }
      await Promise.all(together);
      const { states, counted, told } = await look(orderId);
      expect(counted.filled).toBeLessThanOrEqual(counted.asked);
      expect(counted.openings).toBeLessThanOrEqual(counted.asked);
      expect(counted.crowded).toBe(0);
      const replayed = foldOf(told);
      for (const { noun, id, state } of states)
        expect(replayed.get(id), `${noun}: ${JSON.stringify(told)}`).toBe(state);
    }),
    { numRuns: sequences, seed },
  );
}, 1_200_000);

afterAll(async () => {
  expect(await sweep(service.database.adminUrl, scene.tenantId)).toEqual([]);
  process.stdout.write(
    `${sequences} sequences: ${done} commands done, ${refused} refused; ${[...succeeded].map(([step, n]) => `${step} ${n}`).join(', ')}\n`,
  );
  // A step that never succeeds is not tried.
  if (sequences >= 60) for (const step of steps) expect(succeeded.get(step), step).toBeGreaterThan(0);
});
