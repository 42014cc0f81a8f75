import { Problem } from '../../kernel/errors.ts';
import type { Fact, TimerFact } from '../../kernel/event.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { credentialLife } from './lifecycle.ts';
import {
  credentialExpired,
  credentialRejected,
  credentialRevoked,
  credentialVerified,
  verificationStarted,
} from './model/credential.ts';
import { standingAt } from './model/validity.ts';
import { proveAll, verificationOf } from './proving.ts';
import { homeZones, typesOf, type CredentialRow } from './store.ts';
import { credentials, credentialVerifications } from './tables.ts';

/** What a primary source said of a credential; what it did not say is absent. Days by the source's calendar. */
export interface SourceAnswer {
  source: string;
  status: 'active' | 'expired' | 'revoked' | 'not_found';
  number?: string | undefined;
  expiresOn?: string | undefined;
  multistate?: boolean | undefined;
  disciplined?: boolean | undefined;
  checkedAt: string;
  evidence?: string | undefined;
}

/** What became of the credential, and what happened with it. */
export interface SourceOutcome {
  row: CredentialRow;
  events: Fact[];
  timers: TimerFact[];
}

const held = (verb: 'expire' | 'reject' | 'revoke', state: string): boolean =>
  credentialLife.verbs[verb].from.some((from) => from === state);

type Against = Exclude<SourceAnswer['status'], 'active'>;

/** The verb that an answer against the credential calls for in its state; none where a person must look. */
function verbAgainst(status: Against, state: string): 'expire' | 'reject' | 'revoke' | undefined {
  const isOpen = state === 'submitted' || state === 'pending_verification';
  if (status === 'revoked') return held('revoke', state) ? 'revoke' : undefined;
  if (isOpen) return 'reject';
  return status === 'expired' && held('expire', state) ? 'expire' : undefined;
}

const said = { expire: credentialExpired, reject: credentialRejected, revoke: credentialRevoked };
const reasons = {
  expired: 'The source says that it has ended.',
  revoked: 'The source says that it was taken back.',
  not_found: 'The source does not know it.',
};

async function refute(row: CredentialRow, answer: SourceAnswer, context: Context): Promise<SourceOutcome> {
  const { source, checkedAt, evidence, expiresOn } = answer;
  const status = answer.status === 'active' ? 'expired' : answer.status;
  // Said to be good, without a day, of what is over here: there is no telling which is right.
  const isUnclear = answer.status === 'active' && !expiresOn;
  const looked = {
    credentialId: row.id,
    method: 'primary_source' as const,
    source,
    verifiedAt: checkedAt,
    evidence,
  };
  await context.tx.insert(credentialVerifications, [
    verificationOf(row, looked, isUnclear ? 'confirmed' : 'refuted', context),
  ]);
  const verb = isUnclear ? undefined : verbAgainst(status, row.state);
  if (!verb) return { row, events: [], timers: [] };
  const state = step(credentialLife, verb, row.state);
  const changes: Changes<typeof credentials> =
    verb === 'expire' ? { state, ...(expiresOn && { expiresOn }) } : { state, reason: reasons[status] };
  const changed = await context.tx.change(credentials, row, changes);
  return { row: changed, events: [said[verb](changed, {})], timers: [] };
}

/**
 * Takes over what a primary source said: a confirmation proves the credential as found, anything else is kept as a
 * verification that refuted it and ends or rejects it. The answer of one that nobody knows changes nothing that was
 * proven before: a person looks at it. Throws what `verifyCredential` refuses with.
 */
export async function verifyFromSource(
  credentialId: string,
  answer: SourceAnswer,
  context: Context,
): Promise<SourceOutcome> {
  const row = await context.take(credentials, credentialId, { version: false });
  const { number, expiresOn, multistate, disciplined } = answer;
  const zone = (await homeZones([row.workerId], context)).get(row.workerId)!;
  const { warnDays } = (await typesOf([row.typeId], context)).get(row.typeId)!;
  const lastDay = expiresOn ?? row.expiresOn;
  const hasEnded = standingAt(lastDay, warnDays, context.now, zone) === 'expired';
  if (answer.status !== 'active' || hasEnded) return refute(row, answer, context);
  const events: Fact[] = [];
  if (row.state === 'submitted') {
    const state = step(credentialLife, 'startVerification', row.state);
    events.push(verificationStarted(await context.tx.change(credentials, row, { state }), {}));
  }
  const primaryState = multistate ? row.issuingState : undefined;
  const [proven] = await proveAll(
    [
      {
        credentialId,
        method: 'primary_source',
        source: answer.source,
        verifiedAt: answer.checkedAt,
        evidence: answer.evidence,
        fileIds: [],
        corrections: { number, expiresOn, multistate, disciplined, primaryState },
      },
    ],
    context,
  );
  if (proven instanceof Problem) throw proven;
  const { row: after, timers } = proven!;
  return { row: after, events: [...events, credentialVerified(after, {})], timers: [...timers] };
}
