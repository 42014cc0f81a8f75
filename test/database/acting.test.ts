import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { expect, test } from 'vitest';
import type { Actor } from '../../src/kernel/actor.ts';
import { systemActor } from '../../src/kernel/actor.ts';
import { asTenant, type Transaction } from '../../src/kernel/transaction.ts';
import { createPool } from '../../src/server/database/pool.ts';
import { inTransaction } from '../../src/server/database/transaction.ts';
import { createDatabase } from '../support/database.ts';

const sideIn = async (tx: Transaction): Promise<string> =>
  (await tx.rows<{ side: string }>(sql`select app.side() as side`))[0]!.side;

test('what acts as the tenant is a vendor again after it, where it threw too', async () => {
  const pool = createPool((await createDatabase()).adminUrl, 1, () => undefined);
  const vendor = { ...systemActor(randomUUID()), side: 'vendor', vendorId: randomUUID() } as Actor;
  const refused = new Error('Refused.');
  const refuse = () => Promise.reject(refused);
  await inTransaction(pool, { actor: vendor }, async (tx) => {
    expect(await asTenant(tx, () => sideIn(tx))).toBe('system');
    expect(await sideIn(tx)).toBe('vendor');
    await expect(asTenant(tx, refuse)).rejects.toBe(refused);
    expect(await sideIn(tx)).toBe('vendor');
    const nested = asTenant(tx, async () => {
      await asTenant(tx, refuse).catch(() => undefined);
      return sideIn(tx);
    });
    expect(await nested).toBe('system');
    expect(await sideIn(tx)).toBe('vendor');
  });
  await pool.end();
});

test('a refusal by the database stays the one that is told, and its rollback restores the side', async () => {
  const pool = createPool((await createDatabase()).adminUrl, 1, () => undefined);
  const vendor = { ...systemActor(randomUUID()), side: 'vendor', vendorId: randomUUID() } as Actor;
  await inTransaction(pool, { actor: vendor }, async (tx) => {
    await tx.rows(sql`savepoint before`);
    await expect(asTenant(tx, () => tx.rows(sql`select 1 / 0`))).rejects.toMatchObject({ code: '22012' });
    await tx.rows(sql`rollback to savepoint before`);
    expect(await sideIn(tx)).toBe('vendor');
  });
  await pool.end();
});
