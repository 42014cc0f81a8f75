import { payRules } from '../../src/bin/sandbox/lakeshore.ts';
import type { Answer, Client, Service } from '../support/service.ts';
import { ok } from '../support/weeks.ts';

/** The people and places of one seed, all made through the API in a tenant of its own. */
export interface Scene {
  tenantId: string;
  programId: string;
  facilityId: string;
  admin: Client;
  manager: Client;
  requester: Client;
  approver: Client;
  /** Of the first and of the second tier. */
  recruiters: [Client, Client];
}

export const opensAt = '2026-01-05T17:00:00Z';

async function vendor(service: Service, scene: Omit<Scene, 'recruiters'>, tier: number): Promise<Client> {
  const { admin, manager, programId, tenantId } = scene;
  const { id: vendorId } = ok(
    await admin.post('/vendors', { name: `Agency ${tier}`, kind: 'agency' }),
    201,
  ) as { id: string };
  for (const verb of ['review', 'onboard', 'activate']) ok(await admin.post(`/vendors/${vendorId}/${verb}`));
  ok(await manager.post('/panel-memberships', { programId, vendorId, tier }), 201);
  const terms = { feeModel: 'vendor_funded', feePercent: '3', feeBasis: 'timesheet', paymentTermsDays: 30 };
  ok(await admin.post('/agreements', { programId, vendorId, ...terms, effectiveFrom: '2026-01-01' }), 201);
  return service.member(tenantId, { role: 'vendor_recruiter', vendorId });
}

/** Opens a tenant whose clock stands at noon of Monday 2026-01-05 in Columbus. */
export async function openScene(service: Service, name: string): Promise<Scene> {
  const { tenantId, admin } = await service.tenant(name, opensAt);
  ok(await admin.post('/external-systems', { name: 'hris' }), 201);
  const program: Answer = await admin.post('/programs', { name, timeZone: 'America/New_York' });
  const programId = ok(program, 201).id as string;
  const site = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
  const facilityId = ok(await admin.put('/facilities/ext:hris:F1', site)).id as string;
  // Without differentials an hour has one price, or half as much again.
  const rules = { ...payRules, differentials: [] };
  ok(
    await admin.post('/pay-policies', { programId, name: 'Plain', rules, effectiveFrom: '2026-01-01' }),
    201,
  );
  const scene = {
    tenantId,
    programId,
    facilityId,
    admin,
    manager: await service.member(tenantId, { role: 'program_manager' }),
    requester: await service.member(tenantId, { role: 'requester', programIds: [programId] }),
    approver: await service.member(tenantId, { role: 'approver', programIds: [programId] }),
  };
  return { ...scene, recruiters: [await vendor(service, scene, 0), await vendor(service, scene, 1)] };
}
