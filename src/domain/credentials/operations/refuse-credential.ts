import { z } from 'zod';
import { stepNotAllowed } from '../../../kernel/errors.ts';
import type { EventDeclaration } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type RestLine } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { credentialLife } from '../lifecycle.ts';
import { credentialRejected, credentialRevoked } from '../model/credential.ts';
import { credential } from '../nouns/credential.ts';
import { permissions } from '../policy.ts';
import { credentials } from '../tables.ts';

const refusing = (
  verb: 'reject' | 'revoke',
  summary: string,
  happened: EventDeclaration<Record<string, never>>,
) =>
  command({
    name: `${verb}Credential`,
    summary,
    rest: `POST /credentials/{credentialId}/${verb}` as RestLine,
    permission: permissions.verify,
    input: z.strictObject({ credentialId: reference('credential'), reason: text(2000) }),
    output: credential,
    errors: [stepNotAllowed],
    async handle({ credentialId, reason }, context) {
      const row = await context.take(credentials, credentialId);
      const state = step(credentialLife, verb, row.state);
      // What was never true is not proven either, also where it is waived afterwards and that ends.
      const unproven = verb === 'reject' ? { proof: null } : {};
      const refused = await context.tx.change(credentials, row, { state, reason, ...unproven });
      // An event is read by more people than the row's reason: of health it says no more than that it happened.
      const said = row.dataClass === 'health' ? undefined : reason;
      return { result: refused, events: [happened(refused, {}, said)] };
    },
  });

/** `rejectCredential` and `revokeCredential`: it does not count, or not any more. */
export const refusals = [
  refusing('reject', 'Do not accept it; another may be handed in.', credentialRejected),
  refusing(
    'revoke',
    'It no longer counts: its issuer took it back, or it was never true.',
    credentialRevoked,
  ),
];
