import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { codeOf, Day, reference, text } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { attachFiles, fileIdsInput, fileNotReady } from '../../files/index.ts';
import { credentialLife } from '../lifecycle.ts';
import { credentialExists, credentialRevised, handedInByVendor } from '../model/credential.ts';
import { licenseFault } from '../model/license.ts';
import { endAfter, validityFault } from '../model/validity.ts';
import { credential } from '../nouns/credential.ts';
import { permissions } from '../policy.ts';
import { typesOf } from '../store.ts';
import { fileSubjectOf } from '../submitting.ts';
import { credentials } from '../tables.ts';

export const updateCredential = command({
  name: 'updateCredential',
  summary:
    'Correct it before it is looked at, or add papers: absent keeps, null clears; an end that followed from the type’s term goes along with its issue.',
  rest: 'PATCH /credentials/{credentialId}',
  permission: permissions.submit,
  input: z.strictObject({
    credentialId: reference('credential'),
    profession: codeOf('profession', 'rn').nullish(),
    number: text(100).nullish(),
    issuer: text(200).nullish(),
    issuingState: codeOf('state', 'OH').nullish(),
    multistate: z.boolean().optional(),
    primaryState: codeOf('state', 'OH').nullish(),
    disciplined: z.boolean().optional(),
    issuedOn: Day.nullish(),
    expiresOn: Day.nullish(),
    note: text(2000).nullish(),
    fileIds: fileIdsInput,
  }),
  output: credential,
  errors: [stepNotAllowed, handedInByVendor, credentialExists, fileNotReady],
  async handle({ credentialId, fileIds, ...told }, context) {
    const row = await context.take(credentials, credentialId);
    const state = step(credentialLife, 'update', row.state);
    await assertProvided(credentialLife, 'update', credentials, row, context);
    const given = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
    const type = (await typesOf([row.typeId], context)).get(row.typeId)!;
    if (told.issuedOn !== undefined && told.expiresOn === undefined)
      given['expiresOn'] = endAfter(row, told.issuedOn, type.validityMonths);
    const after = { ...row, ...given };
    const fault = licenseFault(row.kind, after) ?? validityFault(after);
    if (fault) throw fault;
    // Always a version: to be told that nothing changed would tell what may not be read.
    const changed = await context.tx.change(credentials, row, {
      ...(given as Changes<typeof credentials>),
      state,
    });
    await attachFiles(fileIds, fileSubjectOf(changed), context);
    return { result: changed, events: [credentialRevised(changed, {})] };
  },
});
