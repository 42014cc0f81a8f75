import { z } from 'zod';
import { bulkCommand } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { fileNotReady } from '../../files/index.ts';
import { workerMerged } from '../../workers/index.ts';
import { credentialExists, representationWithdrawn } from '../model/credential.ts';
import { typeArchived } from '../model/credential-type.ts';
import { credential } from '../nouns/credential.ts';
import { permissions } from '../policy.ts';
import { holder, statement, submitAll } from '../submitting.ts';

export const submitCredential = bulkCommand({
  name: 'submitCredential',
  summary: 'Hand in what a worker holds, with its papers; it counts once it is verified.',
  rest: 'POST /credentials',
  permission: permissions.submit,
  input: z.strictObject({
    ...holder,
    typeId: reference('credentialType'),
    facilityId: reference('facility').optional(),
    ...statement,
  }),
  output: credential,
  errors: [credentialExists, representationWithdrawn, typeArchived, fileNotReady, workerMerged],
  bulk: {
    name: 'submitCredentials',
    rest: 'POST /credentials/bulk',
    summary: 'Hand in up to 1,000, with a result for each row.',
  },
  handleMany: submitAll,
});
