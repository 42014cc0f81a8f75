import { z } from 'zod';
import { Problem, refuse } from '../../kernel/errors.ts';
import type { Context, Outcome } from '../../kernel/operation.ts';
import { inHalves } from '../../kernel/in-halves.ts';
import { codeOf, Day, reference, text } from '../../kernel/shapes.ts';
import type { NewRow } from '../../kernel/transaction.ts';
import { attachFiles, fileIdsInput, type FileSubject } from '../files/index.ts';
import { programsOf } from '../programs/index.ts';
import { mergedAway } from '../workers/index.ts';
import { credentialLife } from './lifecycle.ts';
import { credentialSubmitted, representationWithdrawn } from './model/credential.ts';
import { typeArchived } from './model/credential-type.ts';
import { licenseFault } from './model/license.ts';
import { validityFault, validityOf } from './model/validity.ts';
import { holdersOf, typesOf, type CredentialRow, type CredentialTypeRow, type Holder } from './store.ts';
import { credentials } from './tables.ts';

/** What whoever hands a credential in states of it. */
export const statement = {
  profession: codeOf('profession', 'rn').optional(),
  number: text(100).optional(),
  issuer: text(200).optional(),
  issuingState: codeOf('state', 'OH').optional(),
  multistate: z.boolean().optional(),
  primaryState: codeOf('state', 'OH').optional(),
  disciplined: z.boolean().optional(),
  issuedOn: Day.optional(),
  expiresOn: Day.optional().meta({ description: 'Absent, it follows from the type’s term.' }),
  note: text(2000).optional(),
  fileIds: fileIdsInput,
};

/** Whose credential: a vendor names its representation, a worker nobody, an operator either. */
export const holder = {
  representationId: reference('representation').optional(),
  workerId: reference('worker').optional(),
};

type Stated =
  | 'profession'
  | 'number'
  | 'issuer'
  | 'issuingState'
  | 'multistate'
  | 'primaryState'
  | 'disciplined'
  | 'issuedOn'
  | 'expiresOn'
  | 'note';

/** The same as a handler meets it. */
export type Statement = { [Key in Stated]?: CredentialRow[Key] | undefined };

export interface HolderNamed {
  representationId?: string | undefined;
  workerId?: string | undefined;
}

type Held = Awaited<ReturnType<typeof holdersOf>>;

/** The holders behind representations, none of whom is merged into another until the transaction ends. */
export async function heldBy(representationIds: readonly string[], context: Context): Promise<Held> {
  const held = await holdersOf(representationIds, context);
  const workerIds = [...held.values()].map(({ workerId }) => workerId);
  // A representation follows its worker: whoever waited for a merge reads on, and its vendor does not hear of it.
  return (await mergedAway(workerIds, context)).size === 0 ? held : holdersOf(representationIds, context);
}

/** Whom the caller means, or what is wrong with how it says so. */
export function holderIn(named: HolderNamed, held: Held, { actor }: Context): Holder | Problem {
  const { representationId, workerId } = named;
  if (actor.side === 'worker')
    return representationId
      ? refuse('/representationId', 'not_yours_to_name', 'You hand in for yourself.')
      : { workerId: actor.workerId!, vendorId: null, representationId: null };
  if (actor.side === 'vendor' && workerId)
    return refuse('/workerId', 'not_yours_to_name', 'A vendor names its representation.');
  if (representationId && workerId)
    return refuse('/workerId', 'named_twice', 'Name the worker or a representation, not both.');
  if (workerId) return { workerId, vendorId: null, representationId: null };
  if (!representationId)
    return refuse(
      actor.side === 'vendor' ? '/representationId' : '/workerId',
      'missing',
      'Say whose credential it is.',
    );
  const found = held.get(representationId);
  if (!found) return refuse('/representationId', 'missing', 'Say whose credential it is.');
  return found.isActive
    ? { workerId: found.workerId, vendorId: found.vendorId, representationId }
    : representationWithdrawn();
}

/** What a type demands of its place, refused where the place is another or none. */
export function placeFault(type: CredentialTypeRow, facilityId: string | null): Problem | undefined {
  if (type.archivedAt !== null) return typeArchived();
  if (type.isFacilityBound === (facilityId !== null)) return undefined;
  return type.isFacilityBound
    ? refuse('/facilityId', 'place_missing', 'This type belongs to a facility.')
    : refuse('/facilityId', 'not_of_a_place', 'This type belongs to no facility.');
}

/** The row that a statement makes for a holder; the scopes are those of the place. */
export function rowOf(
  type: CredentialTypeRow,
  { workerId, vendorId, representationId }: Holder,
  place: { facilityId: string | null; programId: string | null },
  stated: Statement,
  { actor }: Context,
): NewRow<typeof credentials> {
  return {
    workerId,
    vendorId,
    representationId,
    ...place,
    typeId: type.id,
    kind: type.kind,
    isFacilityBound: type.isFacilityBound,
    profession: stated.profession ?? null,
    number: stated.number ?? null,
    issuer: stated.issuer ?? null,
    issuingState: stated.issuingState ?? null,
    multistate: stated.multistate ?? false,
    primaryState: stated.primaryState ?? null,
    disciplined: stated.disciplined ?? false,
    ...validityOf(stated, type.validityMonths),
    note: stated.note ?? null,
    submittedBy: actor.membershipId,
    state: credentialLife.initial,
  };
}

/** What the files of a credential are part of: health of a health kind, else identity or general by what it is. */
export const fileSubjectOf = (row: CredentialRow): FileSubject => ({
  noun: 'credential',
  id: row.id,
  dataClass: row.dataClass === 'health' ? 'health' : row.kind === 'identity' ? 'identity' : 'general',
  programId: row.programId,
  facilityId: row.facilityId,
  vendorId: row.vendorId,
  workerId: row.workerId,
});

interface Planned {
  values: NewRow<typeof credentials>;
  fileIds: readonly string[];
}

async function insert(planned: readonly Planned[], context: Context): Promise<CredentialRow[]> {
  const rows = await context.tx.insert(
    credentials,
    planned.map(({ values }) => values),
  );
  for (const [place, row] of rows.entries())
    await attachFiles(planned[place]!.fileIds, fileSubjectOf(row), context);
  return rows;
}

type Submitted = HolderNamed &
  Statement & { typeId: string; facilityId?: string | undefined; fileIds: readonly string[] };

/** Hands in credentials, set-based; a refused one is a problem and harms no other. */
export async function submitAll(
  inputs: readonly Submitted[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const held = await heldBy(
    inputs.flatMap(({ representationId }) => representationId ?? []),
    context,
  );
  const types = await typesOf(
    inputs.map(({ typeId }) => typeId),
    context,
  );
  const programs = await programsOf(
    inputs.flatMap(({ facilityId }) => facilityId ?? []),
    context,
  );
  const holders = inputs.map((input) => holderIn(input, held, context));
  const merged = await mergedAway(
    holders.flatMap((whose) =>
      whose instanceof Problem || whose.representationId !== null ? [] : whose.workerId,
    ),
    context,
  );
  const plans = inputs.map((input, position): Planned | Problem => {
    const whose = holders[position]!;
    if (whose instanceof Problem) return whose;
    const { fileIds, typeId, facilityId = null, ...stated } = input;
    const type = types.get(typeId)!;
    const place = { facilityId, programId: facilityId && programs.get(facilityId)! };
    const values = rowOf(type, whose, place, stated, context);
    const fault =
      merged.get(whose.workerId) ??
      placeFault(type, facilityId) ??
      licenseFault(type.kind, values) ??
      validityFault(validityOf(stated, type.validityMonths));
    return fault ?? { values, fileIds };
  });
  const sound = plans.flatMap((plan) => (plan instanceof Problem ? [] : [plan]));
  const inserted = await inHalves(sound, (some) => insert(some, context), context);
  const rows = new Map(sound.map((plan, place) => [plan, inserted[place]!]));
  return plans.map((plan) => {
    if (plan instanceof Problem) return plan;
    const row = rows.get(plan)!;
    return row instanceof Problem ? row : { result: row, events: [credentialSubmitted(row, {})] };
  });
}
