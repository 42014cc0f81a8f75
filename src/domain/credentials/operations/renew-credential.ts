import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { reference } from '../../../kernel/shapes.ts';
import { attachFiles, fileNotReady } from '../../files/index.ts';
import { credentialLife } from '../lifecycle.ts';
import {
  alreadyRenewed,
  credentialExists,
  credentialSubmitted,
  handedInByVendor,
} from '../model/credential.ts';
import { typeArchived } from '../model/credential-type.ts';
import { licenseFault } from '../model/license.ts';
import { validityFault } from '../model/validity.ts';
import { credential } from '../nouns/credential.ts';
import { permissions } from '../policy.ts';
import { typesOf } from '../store.ts';
import { fileSubjectOf, rowOf, statement } from '../submitting.ts';
import { credentials } from '../tables.ts';

export const renewCredential = command({
  name: 'renewCredential',
  summary:
    'Hand in what continues it, of the same type, place, profession and state; the old one stands to its end.',
  rest: 'POST /credentials/{credentialId}/renew',
  permission: permissions.submit,
  input: z.strictObject({
    credentialId: reference('credential'),
    number: statement.number.meta({ description: 'Absent, it is the old one.' }),
    issuer: statement.issuer,
    multistate: statement.multistate,
    primaryState: statement.primaryState,
    disciplined: statement.disciplined,
    issuedOn: statement.issuedOn,
    expiresOn: statement.expiresOn,
    note: statement.note,
    fileIds: statement.fileIds,
  }),
  output: credential,
  errors: [stepNotAllowed, handedInByVendor, typeArchived, alreadyRenewed, credentialExists, fileNotReady],
  async handle({ credentialId, fileIds, ...told }, context) {
    const old = await context.take(credentials, credentialId);
    step(credentialLife, 'renew', old.state);
    await assertProvided(credentialLife, 'renew', credentials, old, context);
    const type = (await typesOf([old.typeId], context)).get(old.typeId)!;
    if (type.archivedAt !== null) throw typeArchived();
    const { profession, issuingState, number, issuer, multistate, primaryState } = old;
    const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    const stated = { profession, issuingState, number, issuer, multistate, primaryState, ...given };
    const values = rowOf(
      type,
      old,
      { facilityId: old.facilityId, programId: old.programId },
      stated,
      context,
    );
    const fault =
      licenseFault(type.kind, values) ??
      validityFault({ issuedOn: values.issuedOn ?? null, expiresOn: values.expiresOn ?? null });
    if (fault) throw fault;
    const [row] = await context.tx.insert(credentials, [{ ...values, renewsId: old.id }]);
    await attachFiles(fileIds, fileSubjectOf(row!), context);
    return { result: row!, events: [credentialSubmitted(row!, {})] };
  },
});
