import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { assertWholeTenant, wholeTenantOnly } from '../../../kernel/whole-tenant.ts';
import { AccessKind, AccessPage, Name, pageInput, RequestId } from '../model.ts';
import { permissions } from '../policy.ts';
import { findAccess } from '../store.ts';

const log = 'access log';

export const searchAccessLog = query({
  name: 'searchAccessLog',
  summary: 'Who was refused, and who read or exported what is sensitive, newest first, by any of these.',
  rest: 'GET /access-log',
  permission: permissions.readAccess,
  errors: [wholeTenantOnly],
  input: z.strictObject({
    kind: AccessKind.optional(),
    membershipId: Id.optional(),
    userId: Id.optional(),
    operation: Name.optional(),
    code: Name.optional().meta({ description: 'Of the refusal: permission_missing.' }),
    noun: Name.optional(),
    subjectId: Id.optional(),
    requestId: RequestId.optional(),
    from: Instant.optional().meta({ scalar: 'Instant', description: 'Real time.' }),
    to: Instant.optional().meta({ scalar: 'Instant', description: 'Before it, real time.' }),
    ...pageInput,
  }),
  output: AccessPage,
  rows: 'entries',
  logged: true,
  async handle({ after, limit, ...filter }, context) {
    assertWholeTenant(context.actor);
    const place = after === undefined ? undefined : context.openCursor(log, after);
    const found = await findAccess(filter, { after: place, limit }, context);
    const rows = found.slice(0, limit);
    const entries = rows.map(({ place: _, membership_id, user_id, token_id, ...row }) => ({
      id: row.id,
      kind: row.kind,
      operation: row.operation,
      surface: row.surface,
      status: row.status,
      code: row.code,
      membershipId: membership_id,
      userId: user_id,
      tokenId: token_id,
      noun: row.noun,
      subjectId: row.subject_id,
      rows: row.row_count === null ? null : Number(row.row_count),
      requestId: row.request_id,
      address: row.address,
      at: row.at,
    }));
    const hasMore = found.length > limit;
    return { entries, nextCursor: hasMore ? context.sealCursor(log, rows.at(-1)!.place) : null, hasMore };
  },
});
