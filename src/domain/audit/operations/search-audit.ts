import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { AuditPage, Name, pageInput, RequestId, Words } from '../model.ts';
import { permissions } from '../policy.ts';
import { findAudit } from '../store.ts';

const log = 'audit';

export const searchAudit = query({
  name: 'searchAudit',
  summary: 'Who did what, when, from where and why, with before and after, newest first, by any of these.',
  rest: 'GET /audit',
  permission: permissions.search,
  input: z.strictObject({
    subjectNoun: Name.optional().meta({ description: 'As events name it: cost_center.' }),
    subjectId: Id.optional(),
    membershipId: Id.optional(),
    userId: Id.optional(),
    tokenId: Id.optional(),
    operation: Name.optional(),
    type: Name.optional().meta({ description: 'Of the event: order.submitted.' }),
    requestId: RequestId.optional(),
    from: Instant.optional().meta({ scalar: 'Instant', description: 'By the tenant’s clock.' }),
    to: Instant.optional().meta({ scalar: 'Instant', description: 'Before it, by the tenant’s clock.' }),
    text: Words.optional().meta({ description: 'Words of the reason.' }),
    ...pageInput,
  }),
  output: AuditPage,
  rows: 'entries',
  logged: true,
  async handle({ after, limit, ...filter }, context) {
    const place = after === undefined ? undefined : context.openCursor(log, after);
    const found = await findAudit(filter, { after: place, limit }, context);
    const rows = found.slice(0, limit);
    const changes = await context.changesOf(
      rows.map((row) => ({ noun: row.subject_noun, id: row.subject_id, transactionId: row.transaction_id })),
    );
    const entries = rows.map((row, index) => ({
      id: row.id,
      type: row.type,
      operation: row.operation,
      subject: { noun: row.subject_noun, id: row.subject_id, version: row.subject_version },
      programId: row.program_id,
      actor: {
        kind: row.actor_kind,
        membershipId: row.membership_id,
        userId: row.user_id,
        tokenId: row.token_id,
      },
      at: row.at,
      recordedAt: row.recorded_at,
      requestId: row.request_id,
      address: row.address,
      reason: row.reason,
      data: row.data,
      changes: changes[index] === null ? null : [...changes[index]!],
    }));
    const hasMore = found.length > limit;
    return { entries, nextCursor: hasMore ? context.sealCursor(log, rows.at(-1)!.place) : null, hasMore };
  },
});
