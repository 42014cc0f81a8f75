import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { systemActor } from '../../src/kernel/actor.ts';
import type { Client, Service } from './service.ts';

/** A vendor on the panel of a market's program, with somebody who recruits for it. */
export interface PanelVendor {
  vendorId: string;
  recruiter: Client;
}

/** A program of one facility and unit, those who act in it, and vendors on its panel. */
export interface Market {
  tenantId: string;
  admin: Client;
  manager: Client;
  requester: Client;
  /** Of the same program, but of no unit of it. */
  stranger: Client;
  programId: string;
  facilityId: string;
  unitId: string;
  /** Puts an active vendor on the panel. */
  vendor(tier: number): Promise<PanelVendor>;
}

/** Opens a market in a tenant of its own, whose clock stands at 2026-01-05T12:00:00Z. */
export async function openMarket(service: Service): Promise<Market> {
  const { tenantId, admin } = await service.tenant();
  await admin.post('/external-systems', { name: 'workday' });
  const program = await admin.post('/programs', { name: 'Lakeshore Health', timeZone: 'America/New_York' });
  const programId: string = program.body.id;
  const place = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
  const facilityId: string = (await admin.put('/facilities/ext:workday:F1', place)).body.id;
  const unit = { programId, facilityId, name: 'ICU 4 East' };
  const unitId: string = (await admin.put('/units/ext:workday:U1', unit)).body.id;
  const scope = { programIds: [programId], facilityIds: [facilityId] };
  return {
    tenantId,
    admin,
    programId,
    facilityId,
    unitId,
    manager: await service.member(tenantId, { role: 'program_manager' }),
    requester: await service.member(tenantId, { role: 'requester', ...scope, unitIds: [unitId] }),
    stranger: await service.member(tenantId, { role: 'requester', ...scope, unitIds: [] }),
    async vendor(tier) {
      const vendorId = randomUUID();
      await service.as(systemActor(tenantId), async (tx) => {
        await tx.rows(sql`insert into vendors (tenant_id, id, name, kind, state, created_at, updated_at)
          values (${tenantId}, ${vendorId}, ${`Agency ${vendorId}`}, 'agency', 'active', app.now(), app.now())`);
        await tx.rows(sql`insert into panel_memberships (tenant_id, program_id, vendor_id, tier, standing, created_at, updated_at)
          values (${tenantId}, ${programId}, ${vendorId}, ${tier}, 'good', app.now(), app.now())`);
      });
      return { vendorId, recruiter: await service.member(tenantId, { role: 'vendor_recruiter', vendorId }) };
    },
  };
}
