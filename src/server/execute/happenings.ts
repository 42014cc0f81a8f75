import { randomUUIDv7 } from 'node:crypto';
import { sql } from 'drizzle-orm';
import type { Actor } from '../../kernel/actor.ts';
import type { Fact, TimerFact } from '../../kernel/event.ts';
import { closedSubjects, partToldOf, wholeSubjects } from '../../kernel/noun.ts';
import type { Consequence, Context, Outcome } from '../../kernel/operation.ts';
import { asTenant, type Transaction } from '../../kernel/transaction.ts';
import { planOf } from '../database/plan.ts';
import type { OpenTransaction } from '../database/transaction.ts';
import type { Registry } from '../registry.ts';
import { reactAtOnce } from './react-at-once.ts';

/** Who did it and under which request: the same on every event of one command. */
export interface Deed {
  actor: Actor;
  operation: string;
  requestId: string;
  address: string | null;
}

/** An event as the database keeps it and as every surface shows it. */
export interface Happening {
  id: string;
  type: string;
  subject: { type: string; id: string; version: number };
  at: string;
  reason: string | null;
  data: unknown;
}

/** An event and the row that it is of. */
export interface Happened extends Pick<Fact, 'event' | 'subject'> {
  shown: Happening;
}

const scopes = [
  ['programId', 'programIds'],
  ['facilityId', 'facilityIds'],
  ['unitId', 'unitIds'],
] as const;

/**
 * The events that the actor's feed would show of these: of subjects that it may read, by their sides, and each within
 * its own rows.
 */
export function seenBy(actor: Actor, happened: readonly Happened[]): Happening[] {
  const closed = new Set(closedSubjects(actor));
  const part = partToldOf(actor);
  const whole = new Set(part ? wholeSubjects() : []);
  return happened
    .filter(({ event, subject }) => {
      if (actor.side === 'system') return true;
      if (closed.has(event.noun)) return false;
      if (part && whole.has(event.noun) && !subject[part]) return false;
      if (!event.sides.includes(actor.side)) return false;
      if (actor.side === 'vendor') return actor.vendorId !== null && subject.vendorId === actor.vendorId;
      if (actor.side === 'worker') return actor.workerId !== null && subject.workerId === actor.workerId;
      return scopes.every(([key, bound]) => {
        const id = subject[key];
        return actor[bound] === null || id === null || id === undefined || actor[bound].includes(id);
      });
    })
    .map(({ shown }) => shown);
}

// Consequences of consequences end somewhere; more than this is a loop of reactions.
const mostRounds = 20;

const slot = (index: number) => sql.placeholder(String(index));
const inserting =
  planOf(sql`insert into events (tenant_id, id, type, sides, program_id, facility_id, unit_id, vendor_id, worker_id, subject_noun,
      subject_id, subject_version, actor_kind, membership_id, user_id, token_id, operation, reason, request_id, address, at, data)
    select ${slot(0)}::uuid, f.id, f.type, f.sides, f.program_id, f.facility_id, f.unit_id, f.vendor_id, f.worker_id, f.subject_noun,
      f.subject_id, f.subject_version, ${slot(1)}, ${slot(2)}::uuid, ${slot(3)}::uuid, ${slot(4)}::uuid,
      ${slot(5)}, f.reason, ${slot(6)}, ${slot(7)}, ${slot(8)}::timestamptz, f.data
    from json_to_recordset(${slot(9)}::json) as f (id uuid, type text, sides text[], program_id uuid, facility_id uuid, unit_id uuid,
      vendor_id uuid, worker_id uuid, subject_noun text, subject_id uuid, subject_version integer, reason text, data jsonb)`);

/** Whether something is to happen in the same transaction because of what a command did. */
export const reactsAtOnce = (outcome: Outcome<unknown>, { reactions }: Registry): boolean =>
  'events' in outcome &&
  outcome.events.some(({ event }) =>
    reactions.some(({ on, when }) => when === 'with' && on.type === event.type),
  );

async function insertEvents(
  facts: readonly (Fact & { id: string })[],
  deed: Deed,
  now: string,
  tx: OpenTransaction,
): Promise<void> {
  const { actor, operation, requestId, address } = deed;
  const rows = facts.map(({ id, event, subject, reason, data }) => ({
    id,
    type: event.type,
    sides: event.sides,
    program_id: subject.programId ?? null,
    facility_id: subject.facilityId ?? null,
    unit_id: subject.unitId ?? null,
    vendor_id: subject.vendorId ?? null,
    worker_id: subject.workerId ?? null,
    subject_noun: event.noun,
    subject_id: subject.id,
    subject_version: subject.version,
    reason: reason ?? null,
    data: event.data.parse(data),
  }));
  await tx.run(inserting, [
    actor.tenantId,
    actor.kind,
    actor.membershipId,
    actor.userId,
    actor.tokenId,
    operation,
    requestId,
    address,
    now,
    JSON.stringify(rows),
  ]);
}

async function setTimers(timers: readonly TimerFact[], actor: Actor, tx: Transaction): Promise<void> {
  if (timers.length === 0) return;
  const rows = timers.map(({ name, dueAt, subjectId, data, rank = 0 }) => ({
    name,
    due_at: dueAt,
    subject_id: subjectId,
    data,
    rank,
  }));
  await tx.rows(sql`insert into timers (tenant_id, name, subject_id, due_at, data, rank)
    select ${actor.tenantId}::uuid, t.name, t.subject_id, t.due_at, t.data, t.rank
    from json_to_recordset(${JSON.stringify(rows)}::json) as t (name text, subject_id uuid, due_at timestamptz, data jsonb, rank smallint)`);
}

/** Writes what happened, owes the `after` reactions, runs the `with` ones as the tenant's own hand, and so on until nothing follows. */
export async function record(
  first: Consequence,
  deed: Deed,
  context: Context,
  registry: Registry,
): Promise<Happened[]> {
  // Every context is made on a transaction that was opened here.
  const tx = context.tx as OpenTransaction;
  const { now } = context;
  const happened: Happened[] = [];
  let round: Consequence[] = [first];
  for (let rounds = 0; round.length > 0; rounds += 1) {
    if (rounds > mostRounds) throw new Error('reactions follow each other without end');
    const facts = round.flatMap(({ events = [] }) =>
      events.map((fact) => ({ ...fact, id: randomUUIDv7(), at: now })),
    );
    await setTimers(
      round.flatMap(({ timers = [] }) => timers),
      deed.actor,
      tx,
    );
    round = [];
    if (facts.length === 0) break;
    await insertEvents(facts, deed, now, tx);
    for (const { id, event, subject, reason, data } of facts) {
      const { noun: type } = event;
      const shown = {
        id,
        type: event.type,
        subject: { type, id: subject.id, version: subject.version },
        at: now,
        reason: reason ?? null,
        data,
      };
      happened.push({ event, subject, shown });
    }
    const due = facts.flatMap((fact) =>
      registry.reactions
        .filter(({ on }) => on.type === fact.event.type)
        .map((reaction) => ({ reaction, fact })),
    );
    const first = new Set<string>();
    const later = due.filter(({ reaction: { name, when, together } }) => {
      if (when !== 'after') return false;
      if (!together) return true;
      return !first.has(name) && first.add(name);
    });
    if (later.length > 0) {
      const owed = later.map(({ reaction, fact }) => ({ event_id: fact.id, reaction: reaction.name }));
      await tx.rows(sql`insert into reaction_runs (tenant_id, event_id, reaction) select ${deed.actor.tenantId}::uuid, r.event_id, r.reaction
        from json_to_recordset(${JSON.stringify(owed)}::json) as r (event_id uuid, reaction text)`);
    }
    const here = due.filter(({ reaction }) => reaction.when === 'with');
    if (here.length > 0) round = await asTenant(tx, () => reactAtOnce(here, context));
  }
  return happened;
}
