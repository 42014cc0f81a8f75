import { z } from 'zod';
import { permissionMissing, refuse } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { isUnbound } from '../../../kernel/whole-tenant.ts';
import { AuditLog } from '../log/model.ts';
import { permissions } from '../log/policy.ts';
import { hashAt, sealsAfter } from '../log/store.ts';

export const auditLog = query({
  name: 'auditLog',
  summary:
    'The sealed audit log of the whole tenant, with signed heads; its pages as NDJSON, one behind the other, are verified offline.',
  rest: 'GET /audit-log',
  permission: permissions.readLog,
  input: z.strictObject({
    after: z
      .int()
      .min(0)
      .max(2_147_483_647)
      .default(0)
      .meta({ description: 'The sequence of the last entry that you have.' }),
    limit: z.int().min(1).max(10_000).default(1_000),
  }),
  output: AuditLog,
  rows: 'lines',
  logged: true,
  async handle({ after, limit }, context) {
    // A chain is verified whole or not at all.
    if (!isUnbound(context.actor))
      throw permissionMissing({
        detail:
          'The log is verified whole, so only a member who is bound to no program, facility or unit reads it.',
      });
    const found = await sealsAfter(after, limit + 1, context);
    const seals = found.slice(0, limit);
    const isEnd = found.length <= limit;
    const last = seals.at(-1);
    const sequence = last?.sequence ?? after;
    const hash = last?.hash ?? (await hashAt(after, context));
    if (hash === undefined) throw refuse('/after', 'beyond_end', 'The log does not reach so far.');
    const head = context.signHead({ sequence, hash, isEnd });
    // A seal whose event is gone leaves its line out, and the head signs that there was one.
    const entries = seals.flatMap(({ entry, hash: entryHash }) =>
      entry ? [{ entry, hash: entryHash }] : [],
    );
    return { lines: [...entries, { head }], nextAfter: isEnd ? null : sequence };
  },
});
