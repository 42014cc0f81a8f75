import { z } from 'zod';
import { refuse, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command } from '../../../kernel/operation.ts';
import { assertProvided } from '../../../kernel/provisos.ts';
import { Day, reference, text } from '../../../kernel/shapes.ts';
import { credentialLife } from '../lifecycle.ts';
import { notWaivable } from '../model/credential.ts';
import { credential } from '../nouns/credential.ts';
import { permissions } from '../policy.ts';
import { credentials } from '../tables.ts';
import { assertAhead, waived } from '../waiving.ts';

export const waiveCredential = command({
  name: 'waiveCredential',
  summary: 'Do not ask for it until the end of a day; a license is never waived.',
  rest: 'POST /credentials/{credentialId}/waive',
  permission: permissions.waive,
  input: z.strictObject({ credentialId: reference('credential'), waivedUntil: Day, reason: text(2000) }),
  output: credential,
  errors: [stepNotAllowed, notWaivable],
  async handle({ credentialId, waivedUntil, reason }, context) {
    const row = await context.take(credentials, credentialId);
    const state = step(credentialLife, 'waive', row.state);
    await assertProvided(credentialLife, 'waive', credentials, row, context);
    if (row.state === 'expiring' && waivedUntil < row.expiresOn!)
      throw refuse('/waivedUntil', 'before_end', 'The credential itself holds for longer.');
    await assertAhead(row.workerId, waivedUntil, context);
    const waivedBy = context.actor.membershipId;
    const changed = await context.tx.change(credentials, row, { state, waivedUntil, waivedBy, reason });
    return waived(changed, reason, context);
  },
});
