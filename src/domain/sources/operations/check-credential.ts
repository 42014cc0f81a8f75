import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import type { SourceKind } from '../../../kernel/primary-source.ts';
import { reference } from '../../../kernel/shapes.ts';
import { credentials } from '../../credentials/index.ts';
import { sourceCheckLife } from '../lifecycle.ts';
import { checkIsOpen, checkRequested, noPrimarySource } from '../model.ts';
import { sourceCheck } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { sourceChecks } from '../tables.ts';

const sourceOf: Readonly<Record<string, SourceKind>> = {
  license: 'license_board',
  certification: 'certification_issuer',
};

export const checkCredential = command({
  name: 'checkCredential',
  summary:
    'Have the primary source asked about a credential; what it answers proves it, ends it, or is left for a person.',
  rest: 'POST /credentials/{credentialId}/check',
  permission: permissions.check,
  input: z.strictObject({ credentialId: reference('credential') }),
  output: sourceCheck,
  errors: [noPrimarySource, checkIsOpen],
  async handle({ credentialId }, context) {
    const { workerId, kind: held } = await context.take(credentials, credentialId);
    const kind = sourceOf[held];
    if (!kind) throw noPrimarySource();
    const { membershipId: requestedBy } = context.actor;
    const state = sourceCheckLife.initial;
    const [check] = await context.tx.insert(sourceChecks, [
      { kind, workerId, credentialId, requestedBy, state },
    ]);
    return { result: check!, events: [checkRequested(check!, {})] };
  },
});
