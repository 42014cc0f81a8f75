import { Problem } from '../../kernel/errors.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Consequence, Context } from '../../kernel/operation.ts';
import type { SourceAnswer, SourceQuestion } from '../../kernel/primary-source.ts';
import type { Row } from '../../kernel/transaction.ts';
import { credentials, verifyFromSource, type SourceOutcome } from '../credentials/index.ts';
import { keepListing } from '../screening/index.ts';
import { workers } from '../workers/index.ts';
import { judgeRecords, type Judged } from './comparing.ts';
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
  const known = await context.tx.find(sourceChecks, id);
  if (!known) return {};
  // What it is about before the check, as whoever asks for another one holds it.
  const credential = known.credentialId
    ? await context.take(credentials, known.credentialId, { version: false })
    : undefined;
  if (!credential) await context.tx.find(workers, known.workerId, { lock: 'share' });
  const check = await held(id, context);
  if (check?.state !== 'queued') return {};
  return credential
    ? recordStanding(check, credential, source, answer, context)
    : recordListing(check, source, answer, context);
}

/** Takes over what the source said; a refusal where the credential's own state does not allow that. */
const takeOver = (
  credentialId: string,
  source: string,
  { status, record }: Judged,
  reference: string | null,
  context: Context,
): Promise<SourceOutcome | Problem> =>
  context.attempt(() =>
    verifyFromSource(
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
    ),
  );

const outcomes = {
  active: 'confirmed',
  not_found: 'not_found',
  expired: 'differs',
  revoked: 'differs',
} as const;

async function recordStanding(
  check: CheckRow,
  credential: Row<typeof credentials>,
  source: string,
  { records, reference }: SourceAnswer,
  context: Context,
): Promise<Consequence> {
  const lastName = await identityNameOf(check.workerId, context);
  const judged = judgeRecords({ ...credential, lastName }, records, context.now.slice(0, 10));
  const { status, record, differences, isDoubtful } = judged;
  const taken = isDoubtful ? undefined : await takeOver(credential.id, source, judged, reference, context);
  // What is revoked or rejected here is not proven by a source alone: a person looks at it.
  const isRefused = taken instanceof Problem;
  const answered = await context.tx.change(sourceChecks, check, {
    source,
    reference,
    differences: isRefused ? [...differences, 'state'] : differences,
    sourceStatus: record?.status ?? null,
    sourceExpiresOn: record?.expiresOn ?? null,
    state: step(sourceCheckLife, 'answer', check.state),
    outcome: isDoubtful || isRefused ? 'differs' : outcomes[status],
    answeredAt: context.now,
    asksAgainAt: null,
    failure: null,
  });
  const fact = checkAnswered(answered, { outcome: answered.outcome! });
  if (!taken || isRefused) return { events: [fact] };
  return { events: [fact, ...taken.events], timers: taken.timers };
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
  const { events = [], timers = [] } = await keepListing(check.workerId, { source, records }, context);
  return { events: [checkAnswered(answered, { outcome: answered.outcome! }), ...events], timers };
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
