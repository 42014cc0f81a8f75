import { step } from '../../kernel/lifecycle.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { SourceAnswer, SourceQuestion } from '../../kernel/primary-source.ts';
import { credentials, verifyFromSource } from '../credentials/index.ts';
import { judgeRecords } from './comparing.ts';
import { sourceCheckLife } from './lifecycle.ts';
import { checkAnswered, checkFailed } from './model.ts';
import { identityNameOf, lockDueCheck, questionOf, type CheckRow } from './store.ts';
import { sourceChecks } from './tables.ts';

/** A question that is due at a real instant, as it is asked, held from others until another; nothing of the person is kept with it. */
export async function takeDueCheck(
  at: string,
  until: string,
  context: Context,
): Promise<{ id: string; attempts: number; question: SourceQuestion } | undefined> {
  const check = await lockDueCheck(at, until, context);
  return check && { id: check.id, attempts: check.attempts, question: await questionOf(check, context) };
}

const held = (id: string, { tx }: Context) => tx.find(sourceChecks, id, { lock: true });

/** Keeps what a source answered: a credential is proven, ended or left for a person by it. Nothing where it is over. */
export async function recordAnswer(
  id: string,
  source: string,
  answer: SourceAnswer,
  context: Context,
): Promise<Consequence> {
  const check = await held(id, context);
  if (check?.state !== 'queued') return {};
  return check.credentialId === null
    ? recordListing(check, source, answer, context)
    : recordStanding(check, check.credentialId, source, answer, context);
}

async function recordStanding(
  check: CheckRow,
  credentialId: string,
  source: string,
  { records, reference }: SourceAnswer,
  context: Context,
): Promise<Consequence> {
  const credential = await context.take(credentials, credentialId, { version: false });
  const lastName = await identityNameOf(check.workerId, context);
  const { status, record, differences, isDoubtful } = judgeRecords(
    { ...credential, lastName },
    records,
    context.now.slice(0, 10),
  );
  const told = { source, reference, differences, sourceStatus: record?.status ?? null };
  const answered = await context.tx.change(sourceChecks, check, {
    ...told,
    sourceExpiresOn: record?.expiresOn ?? null,
    state: step(sourceCheckLife, 'answer', check.state),
    outcome: isDoubtful
      ? 'differs'
      : status === 'not_found'
        ? 'not_found'
        : status === 'active'
          ? 'confirmed'
          : 'differs',
    answeredAt: context.now,
    asksAgainAt: null,
    failure: null,
  });
  const fact = checkAnswered(answered, { outcome: answered.outcome! });
  if (isDoubtful) return { events: [fact] };
  const { events, timers } = await verifyFromSource(
    credentialId,
    {
      source,
      status,
      number: record?.number ?? undefined,
      expiresOn: record?.expiresOn ?? undefined,
      multistate: record?.multistate ?? undefined,
      disciplined: record?.disciplined ?? undefined,
      checkedAt: context.now,
      evidence: reference ?? undefined,
    },
    context,
  );
  return { events: [fact, ...events], timers };
}

async function recordListing(
  check: CheckRow,
  source: string,
  { records, reference }: SourceAnswer,
  context: Context,
): Promise<Consequence> {
  const inForce = records.find(({ isInForce }) => isInForce);
  const answered = await context.tx.change(sourceChecks, check, {
    source,
    reference,
    sourceStatus: inForce?.status ?? null,
    state: step(sourceCheckLife, 'answer', check.state),
    outcome: inForce ? 'listed' : 'clear',
    answeredAt: context.now,
    asksAgainAt: null,
    failure: null,
  });
  return { events: [checkAnswered(answered, { outcome: answered.outcome! })] };
}

/** Keeps why no source answered; asked again at a real instant, or given up. Nothing where it is over. */
export async function recordFailure(
  id: string,
  failure: { source: string | null; detail: string; asksAgainAt: string | null },
  context: Context,
): Promise<Consequence> {
  const check = await held(id, context);
  if (check?.state !== 'queued') return {};
  const { source, asksAgainAt } = failure;
  const told = { source, failure: failure.detail.slice(0, 500) };
  if (asksAgainAt !== null) {
    await context.tx.change(sourceChecks, check, { ...told, asksAgainAt });
    return {};
  }
  const state = step(sourceCheckLife, 'fail', check.state);
  const given = await context.tx.change(sourceChecks, check, { ...told, state, asksAgainAt: null });
  return { events: [checkFailed(given, {})] };
}
