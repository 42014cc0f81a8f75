import { beforeAll, test } from 'vitest';
import { bodyOf, openCredentialMarket } from '../support/credentials.ts';
import { startService, type Service } from '../support/service.ts';
let service: Service;
beforeAll(async () => { service = await startService(); });
test('m', async () => {
  const h = await openCredentialMarket(service);
  for (let round = 0; round < 3; round += 1) {
    const items = Array.from({ length: 1000 }, (_, n) => ({ representationId: h.representationId, typeId: h.types['bls'], number: `N${round}-${n}`, issuedOn: '2025-06-01' }));
    const t0 = performance.now();
    const r = bodyOf(await h.vendor.recruiter.post('/credentials/bulk', { items }));
    const t1 = performance.now();
    const ids = r.rows.map((row: any) => row.id ?? row.subjectId);
    for (const id of ids.slice(0, 2)) if (!id) console.log(r.rows[0]);
    await service.as({ ...(await import('../../src/kernel/actor.ts')).systemActor(h.market.tenantId) }, async (tx) => {
      const { sql } = await import('drizzle-orm');
      await tx.rows(sql`update credentials set state = 'pending_verification', version = version + 1 where state = 'submitted'`);
    });
    const t2 = performance.now();
    const v = bodyOf(await h.credentialing.post('/credentials/verify', { items: ids.map((credentialId: string) => ({ credentialId, method: 'document', source: 'x' })) }));
    const t3 = performance.now();
    console.log('submit', r.created, Math.round(t1 - t0), 'verify', v.changed, Math.round(t3 - t2));
  }
}, 60_000);
