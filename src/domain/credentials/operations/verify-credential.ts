import { z } from 'zod';
import { Problem, stepNotAllowed } from '../../../kernel/errors.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import { codeOf, Day, Instant, reference, text } from '../../../kernel/shapes.ts';
import { fileIdsInput, fileNotReady } from '../../files/index.ts';
import { credentialExists, credentialVerified, verifierIsSubmitter } from '../model/credential.ts';
import { ProofMethod } from '../model/words.ts';
import { credential } from '../nouns/credential.ts';
import { permissions } from '../policy.ts';
import { proveAll } from '../proving.ts';

const input = z.strictObject({
  credentialId: reference('credential'),
  method: ProofMethod,
  source: text(200).meta({
    description: 'Who or what was asked: a board, a register, the paper itself.',
    examples: ['Nursys'],
  }),
  verifiedAt: Instant.optional().meta({ description: 'Now, unless told.' }),
  evidence: text(500).optional().meta({ description: 'Where the proof is to be found again.' }),
  note: text(2000).optional(),
  number: text(100)
    .optional()
    .meta({ description: 'This and what follows: as found, where it was stated otherwise.' }),
  issuer: text(200).optional(),
  multistate: z.boolean().optional(),
  primaryState: codeOf('state', 'OH').optional(),
  disciplined: z.boolean().optional(),
  issuedOn: Day.optional(),
  expiresOn: Day.optional(),
  fileIds: fileIdsInput,
});

export const verifyCredential = bulkCommand({
  name: 'verifyCredential',
  summary: 'Say how it was proven, by whom and when; from then on it counts, and its end is watched.',
  rest: 'POST /credentials/{credentialId}/verify',
  permission: permissions.verify,
  concurrency: 'optional',
  input,
  output: credential,
  errors: [stepNotAllowed, verifierIsSubmitter, credentialExists, fileNotReady],
  bulk: {
    name: 'verifyCredentials',
    rest: 'POST /credentials/verify',
    summary: 'Verify up to 1,000, with a result for each row.',
  },
  async handleMany(inputs, context) {
    const proven = await proveAll(
      inputs.map(({ credentialId, method, source, evidence, note, fileIds, ...given }) => {
        const { verifiedAt = context.now, ...corrections } = given;
        return { credentialId, method, source, verifiedAt, evidence, note, fileIds, corrections };
      }),
      context,
    );
    return proven.map((one) =>
      one instanceof Problem
        ? one
        : { result: one.row, events: [credentialVerified(one.row, {})], timers: one.timers },
    );
  },
});
