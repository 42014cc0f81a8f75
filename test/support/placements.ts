import { sql } from 'drizzle-orm';
import { systemActor, type Role } from '../../src/kernel/actor.ts';
import { serviceClient } from './database.ts';
import type { Client, Service } from './service.ts';
import { createWorld, enter, type Row } from './world.ts';

export interface Agency {
  id: string;
  recruiter: Client;
}

/** A program with a client side and an MSP in a sandbox; orders, agencies and people are made as a test needs them. */
export interface PlacementMarket {
  tenantId: string;
  /** The id of the world's own row of a table. */
  id(table: string): string;
  manager: Client;
  requester: Client;
  finance: Client;
  member(role: Role, scope?: Record<string, unknown>): Promise<Client>;
  agency(): Promise<Agency>;
  /** A worker, and the agency's representation of it. */
  represent(agency: Agency, workerId?: string): Promise<{ workerId: string; representationId: string }>;
  /** An order with open positions, visible to these agencies. */
  order(positions: number, agencies: readonly Agency[], differences?: Row): Promise<string>;
  /** One more row of a table, but for the differences; answers its id. One at a time. */
  row(table: string, differences: Row): Promise<string>;
}

/** Makes the market from rows, its clock at 2026-01-10T12:00Z. */
export async function createPlacementMarket(service: Service): Promise<PlacementMarket> {
  const client = await serviceClient(service.database);
  const world = await createWorld(client);
  const { tenantId } = world;
  const id = (table: string) => world.rows[table]!['id'] as string;
  await service.as(systemActor(tenantId), async (tx) => {
    await tx.rows(
      sql`update tenants set kind = 'sandbox', clock_at = '2026-01-10T12:00:00Z' where id = ${tenantId}`,
    );
  });
  const writing = async <T>(run: () => Promise<T>): Promise<T> => {
    await client.query('begin');
    await enter(client, tenantId, { side: 'system' });
    const result = await run();
    await client.query('commit');
    return result;
  };
  const copy = async (table: string, differences: Row) =>
    (await world.copy(table, differences))['id'] as string;
  const member: PlacementMarket['member'] = (role, bound = {}) =>
    service.member(tenantId, { role, ...bound });
  const units = { programIds: [id('programs')], facilityIds: [id('facilities')], unitIds: [id('units')] };
  return {
    tenantId,
    id,
    member,
    manager: await member('program_manager'),
    requester: await member('requester', units),
    finance: await member('client_finance', { programIds: [id('programs')] }),
    row: (table, differences) => writing(() => copy(table, differences)),
    async agency() {
      const vendorId = await writing(async () => {
        const made = await copy('vendors', { name: 'Agency', tax_id_digest: null });
        await copy('panel_memberships', { vendor_id: made });
        return made;
      });
      return { id: vendorId, recruiter: await member('vendor_recruiter', { vendorId }) };
    },
    represent: (agency, known) =>
      writing(async () => {
        const workerId = known ?? (await copy('workers', { npi: null }));
        const parties = { vendor_id: agency.id, worker_id: workerId };
        return { workerId, representationId: await copy('representations', parties) };
      }),
    order: (positions, agencies, differences = {}) =>
      writing(async () => {
        const orderId = await copy('orders', { positions, ...differences });
        for (let number = 1; number <= positions; number += 1) {
          await copy('positions', { order_id: orderId, number });
        }
        for (const agency of agencies) {
          await copy('order_visibilities', { order_id: orderId, vendor_id: agency.id });
        }
        return orderId;
      }),
  };
}
