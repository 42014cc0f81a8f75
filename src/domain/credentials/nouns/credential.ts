import { z } from 'zod';
import { field, noun, type FieldOptions } from '../../../kernel/noun.ts';
import { codeOf, Day, Id, text } from '../../../kernel/shapes.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { credentialLife } from '../lifecycle.ts';
import { CredentialClass, CredentialKind, CredentialState, ProofMethod } from '../model/words.ts';
import {
  inItsPrograms,
  isOperator,
  notOfClient,
  numberStage,
  ofPresented,
  openUnlessHealth,
  permissions,
} from '../policy.ts';
import { credentials } from '../tables.ts';

const listed = { filter: true, sort: true };

/** What a client is never told, and of health kinds nobody but credentialing. */
const detail: FieldOptions = { readers: notOfClient, staged: openUnlessHealth };

export const credential = noun({
  name: 'credential',
  summary:
    'What a worker holds, as one party handed it in. Of health and background only how it stands is shown, but to credentialing.',
  table: credentials,
  read: permissions.read,
  fields: {
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    vendorId: field(Id.nullable(), { filter: true, readers: notOfClient }),
    representationId: field(Id.nullable(), { filter: true, readers: notOfClient }),
    typeId: field(Id, { filter: true }),
    kind: field(CredentialKind, { filter: true }),
    dataClass: field(CredentialClass, { filter: true }),
    state: field(CredentialState, listed),
    profession: field(codeOf('profession', 'rn').nullable(), { filter: true, staged: openUnlessHealth }),
    number: field(text(100).nullable(), { dataClass: 'identity', filter: true, staged: numberStage }),
    issuer: field(text(200).nullable(), { ...detail, dataClass: 'health' }),
    issuingState: field(codeOf('state', 'OH').nullable(), { filter: true, staged: openUnlessHealth }),
    multistate: field(z.boolean(), { filter: true }),
    primaryState: field(codeOf('state', 'OH').nullable(), { ...detail, filter: true }),
    disciplined: field(z.boolean(), { ...detail, filter: true }),
    issuedOn: field(Day.nullable(), { ...detail, filter: true }),
    expiresOn: field(
      Day.nullable().meta({ description: 'The last day; null where it does not end.' }),
      listed,
    ),
    facilityId: field(Id.nullable(), { filter: true }),
    proof: field(ProofMethod.nullable(), { ...detail, filter: true }),
    waivedUntil: field(Day.nullable(), listed),
    waivedBy: field(Id.nullable(), { readers: isOperator }),
    reason: field(text(2000).nullable(), { ...detail, dataClass: 'health' }),
    note: field(text(2000).nullable(), { ...detail, dataClass: 'health' }),
    renewsId: field(Id.nullable(), { filter: true, readers: notOfClient }),
    submittedBy: field(Id.nullable(), { filter: true, readers: isOperator }),
  },
  visibleTo: { operator: inItsPrograms, client: ofPresented, vendor: 'scoped', worker: 'scoped' },
  lifecycle: credentialLife,
});
