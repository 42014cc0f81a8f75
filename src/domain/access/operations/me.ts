import { z } from 'zod';
import { query } from '../../../kernel/operation.ts';
import { Id, Instant } from '../../../kernel/shapes.ts';
import { RoleName, SideName } from '../model.ts';
import { permissions } from '../policy.ts';
import { myMemberships } from '../store.ts';

const ids = z.array(Id).nullable();

export const me = query({
  name: 'me',
  summary: 'Who you are here: the membership this token acts under, your others, and the tenant’s clock.',
  rest: 'GET /me',
  permission: permissions.me,
  input: z.strictObject({}),
  output: z
    .strictObject({
      userId: Id,
      name: z.string(),
      tenantId: Id,
      tenantName: z.string(),
      now: Instant.meta({ scalar: 'Instant', format: 'date-time', description: 'The tenant’s clock.' }),
      membershipId: Id,
      side: SideName,
      role: RoleName,
      tokenScopes: z
        .array(z.string())
        .nullable()
        .meta({ description: 'The permissions this token was narrowed to.' }),
      programIds: ids,
      facilityIds: ids,
      unitIds: ids,
      vendorId: Id.nullable(),
      workerId: Id.nullable(),
      memberships: z.array(
        z.strictObject({ id: Id, side: SideName, role: RoleName }).meta({ id: 'MyMembership' }),
      ),
    })
    .meta({ id: 'Me' }),
  async handle(_, context) {
    const { actor, now } = context;
    const { user, tenant, memberships } = await myMemberships(context);
    return {
      userId: user.id,
      name: user.name,
      tenantId: actor.tenantId,
      tenantName: tenant.name,
      now,
      membershipId: actor.membershipId!,
      side: actor.side,
      role: actor.role,
      tokenScopes: actor.scopes && [...actor.scopes],
      programIds: actor.programIds && [...actor.programIds],
      facilityIds: actor.facilityIds && [...actor.facilityIds],
      unitIds: actor.unitIds && [...actor.unitIds],
      vendorId: actor.vendorId,
      workerId: actor.workerId,
      memberships: memberships.map(({ id, side, role }) => ({ id, side, role })),
    } as never;
  },
});
