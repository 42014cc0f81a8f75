import { and, eq, isNull, or } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { CodeRule } from '../exporting/pay-code-match.ts';
import type { Receiver } from '../model/receiver.ts';
import { payCodes } from '../tables.ts';

const { vendorId, basis, type, component, profession, code, effective } = payCodes;

/** The pay codes of a receiver in a program, of every day. */
export const rulesOf = (programId: string, of: Receiver, { tx, actor }: Context): Promise<CodeRule[]> =>
  tx.db
    .select({ vendorId, basis, type, component, profession, code, effective })
    .from(payCodes)
    .where(
      and(
        eq(payCodes.tenantId, actor.tenantId),
        eq(payCodes.programId, programId),
        eq(payCodes.receiver, of.receiver),
        of.vendorId ? or(isNull(vendorId), eq(vendorId, of.vendorId)) : undefined,
      ),
    );
