import { sql } from 'drizzle-orm';
import type { Context } from '../../../kernel/operation.ts';
import type { Receiver } from '../model/receiver.ts';
import { payrollSeries } from '../tables.ts';

/** The next number of a receiver in a program, gapless: the exports of a receiver are made one after another. */
export async function takeNumber(
  programId: string,
  { receiverId }: Receiver,
  { tx, actor }: Context,
): Promise<number> {
  const [taken] = await tx.rows<{ number: number }>(
    sql`insert into ${payrollSeries} as s (tenant_id, program_id, receiver_id, next_number)
      values (${actor.tenantId}, ${programId}, ${receiverId}, 2)
      on conflict (tenant_id, program_id, receiver_id) do update set next_number = s.next_number + 1
      returning next_number - 1 as number`,
  );
  return taken!.number;
}

/** Keeps the receiver's exports as they are until the transaction ends. */
export async function holdSeries(
  programId: string,
  receiverId: string,
  { tx, actor }: Context,
): Promise<void> {
  await tx.rows(sql`select s.next_number from ${payrollSeries} s
    where s.tenant_id = ${actor.tenantId} and s.program_id = ${programId} and s.receiver_id = ${receiverId} for update`);
}
