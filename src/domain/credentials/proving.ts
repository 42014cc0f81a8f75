import { Problem, refuse } from '../../kernel/errors.ts';
import type { TimerFact } from '../../kernel/event.ts';
import { inHalves } from '../../kernel/in-halves.ts';
import { step } from '../../kernel/lifecycle.ts';
import type { Context } from '../../kernel/operation.ts';
import type { Changes } from '../../kernel/transaction.ts';
import { attachFiles } from '../files/index.ts';
import { differences } from '../identifiers/index.ts';
import { credentialLife } from './lifecycle.ts';
import { verifierIsSubmitter } from './model/credential.ts';
import { licenseFault } from './model/license.ts';
import { proofAfter } from './model/proof.ts';
import { endAfter, standingAt, validityFault } from './model/validity.ts';
import { homeZones, ownAmong, typesOf, type CredentialRow, type CredentialTypeRow } from './store.ts';
import { fileSubjectOf } from './submitting.ts';
import { credentials, credentialVerifications } from './tables.ts';
import { watchesOf } from './watching.ts';

type Corrected =
  | 'number'
  | 'issuer'
  | 'multistate'
  | 'primaryState'
  | 'disciplined'
  | 'issuedOn'
  | 'expiresOn';
type Stated = { [Key in Corrected]?: CredentialRow[Key] | undefined };

/** How somebody or something found a credential to be true; what it found otherwise than stated stands corrected. */
export interface Proving {
  credentialId: string;
  method: NonNullable<CredentialRow['proof']>;
  source: string;
  verifiedAt: string;
  evidence?: string | undefined;
  note?: string | undefined;
  fileIds: readonly string[];
  corrections: Stated;
}

/** A credential that is proven, with the timers of its end. */
export interface Proven {
  row: CredentialRow;
  timers: readonly TimerFact[];
}

/** What a verification that looked at a credential leaves behind. */
export const verificationOf = (
  { kind }: CredentialRow,
  { credentialId, method, source, verifiedAt, evidence, note }: Omit<Proving, 'corrections' | 'fileIds'>,
  outcome: 'confirmed' | 'refuted',
  { actor }: Context,
) => ({
  credentialId,
  kind,
  method,
  outcome,
  source,
  verifiedAt,
  verifiedBy: actor.membershipId,
  evidence: evidence ?? null,
  note: note ?? null,
});

/** What the credential becomes; refused where it has ended already or the correction makes no sense. */
function changesOf(
  row: CredentialRow,
  proving: Proving,
  type: CredentialTypeRow,
  zone: string,
  context: Context,
): Problem | Changes<typeof credentials> {
  if (Temporal.Instant.compare(proving.verifiedAt, context.now) > 0)
    return refuse('/verifiedAt', 'in_the_future', 'Nothing is verified after now.');
  const corrected = differences(row, proving.corrections as Changes<typeof credentials>) as Stated;
  if (corrected.issuedOn && proving.corrections.expiresOn === undefined)
    corrected.expiresOn = endAfter(row, corrected.issuedOn, type.validityMonths);
  const found = { ...row, ...corrected } as CredentialRow;
  const { number, issuer, multistate, primaryState, disciplined, issuedOn, expiresOn } = found;
  const after = { number, issuer, multistate, primaryState, disciplined, issuedOn, expiresOn };
  const fault = licenseFault(row.kind, { ...row, ...after }) ?? validityFault(after);
  if (fault) return fault;
  const standing = standingAt(expiresOn, type.warnDays, context.now, zone);
  if (standing === 'expired')
    return refuse(
      '/expiresOn',
      'ended_already',
      'Its last day is over; it is not to be proven, but renewed.',
    );
  return {
    ...after,
    proof: proofAfter(row.proof, proving.method, Object.keys(corrected).length > 0),
    state: step(credentialLife, 'verify', row.state, standing),
    waivedUntil: null,
    waivedBy: null,
    reason: null,
  };
}

interface Plan {
  row: CredentialRow;
  proving: Proving;
  changes: Changes<typeof credentials>;
}

async function apply(plans: readonly Plan[], context: Context): Promise<CredentialRow[]> {
  const rows = await context.tx.changeAll(credentials, plans);
  await context.tx.insert(
    credentialVerifications,
    plans.map(({ row, proving }) => verificationOf(row, proving, 'confirmed', context)),
  );
  for (const [place, { proving }] of plans.entries())
    await attachFiles(proving.fileIds, fileSubjectOf(rows[place]!), context);
  return rows;
}

const caught = <T>(run: () => T): T | Problem => {
  try {
    return run();
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
};

/** Proves credentials, set-based, each once; a refused one is a problem and harms no other. In the order given. */
export async function proveAll(
  provings: readonly Proving[],
  context: Context,
): Promise<(Proven | Problem)[]> {
  const ids = provings.map(({ credentialId }) => credentialId);
  const held = await context.tx.takeAll(credentials, ids);
  const all = [...held.values()];
  const own = await ownAmong(ids, context);
  const types = await typesOf(
    all.map(({ typeId }) => typeId),
    context,
  );
  const zones = await homeZones(
    all.map(({ workerId }) => workerId),
    context,
  );
  const seen = new Set<string>();
  const plans = provings.map((proving): Plan | Problem =>
    caught(() => {
      const { credentialId } = proving;
      const row = held.get(credentialId)!;
      if (seen.has(credentialId))
        throw refuse('/credentialId', 'named_twice', 'It stands twice in this call.');
      seen.add(credentialId);
      context.expectVersion(row);
      if (own.has(credentialId)) throw verifierIsSubmitter();
      step(credentialLife, 'verify', row.state);
      const changes = changesOf(row, proving, types.get(row.typeId)!, zones.get(row.workerId)!, context);
      if (changes instanceof Problem) throw changes;
      return { row, proving, changes };
    }),
  );
  const sound = plans.flatMap((plan) => (plan instanceof Problem ? [] : [plan]));
  const applied = await inHalves(sound, (some) => apply(some, context), context);
  const rows = new Map(sound.map((plan, place) => [plan, applied[place]!]));
  const watches = await watchesOf(
    applied.flatMap((row) => (row instanceof Problem ? [] : [row])),
    context,
  );
  return plans.map((plan) => {
    if (plan instanceof Problem) return plan;
    const row = rows.get(plan)!;
    return row instanceof Problem ? row : { row, timers: watches.get(row.id) ?? [] };
  });
}
