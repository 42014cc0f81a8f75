import { Client } from './client.ts';
import type { Provision, Stage } from './lakeshore.ts';

type Json = Record<string, any>;

/** A unit of the story with the people who order for it and approve there. */
export interface Site {
  unitId: string;
  requester: Client;
  director: Client;
}

export interface Hire {
  profession: string;
  specialty?: string;
  billRate: string;
  representationId: string;
  startsOn: string;
}

/** Gives a unit somebody who orders for it and a director who approves. */
export async function openSite(
  address: string,
  { cast, programId }: Stage,
  provision: Provision,
  { unitId, facilityId, name }: { unitId: string; facilityId: string; name: string },
): Promise<Site> {
  const scope = { programIds: [programId], facilityIds: [facilityId], unitIds: [unitId] };
  const person = (title: string, role: 'requester' | 'approver') =>
    provision({
      name: `${title} of ${name}`,
      email: `${role}.${name.toLowerCase()}@lakeshore.example`,
      role,
      ...scope,
    });
  const requester = await person('Requester', 'requester');
  const director = await person('Director', 'approver');
  const { data } = await cast.admin.get('/approval-titles?code=nurse_director');
  await cast.admin.post('/title-holdings', {
    titleId: data[0].id,
    membershipId: director.membershipId,
    programId,
    facilityId,
    unitId,
  });
  return {
    unitId,
    requester: new Client(address, requester.token),
    director: new Client(address, director.token),
  };
}

/** Orders, approves, releases, proposes, offers, accepts and starts: the way to one placement, all of it at once. */
export async function hire(
  { cast }: Stage,
  { unitId, requester, director }: Site,
  recruiter: Client,
  { billRate, representationId, startsOn, ...asked }: Hire,
): Promise<Json> {
  const terms = { hoursPerWeek: '36.00', billRate, startsOn, endsOn: '2026-05-03' };
  // California, and others, want a posting to say what is paid.
  const pay = { payRateFrom: '55.0000', payRateTo: '70.0000', payUnit: 'hour' };
  const order = await requester.post('/orders', {
    ...pay,
    unitId,
    ...asked,
    positions: 1,
    reason: 'vacancy',
    ...terms,
  });
  await requester.post(`/orders/${order['id']}/submit`);
  const { data: steps } = await director.get('/approval-steps?mine=true');
  await director.post(`/approval-steps/${steps[0].id}/approve`);
  await cast.manager.post(`/orders/${order['id']}/release`, { tiers: [{ tier: 1, delayHours: 0 }] });
  const submission = await recruiter.post('/submissions', {
    orderId: order['id'],
    representationId,
    billRate,
    availableOn: startsOn,
  });
  await cast.manager.post(`/submissions/${submission['id']}/present`);
  const offer = await cast.manager.post('/offers', { submissionId: submission['id'], ...terms });
  await recruiter.post(`/offers/${offer['id']}/accept`);
  await requester.post(`/offers/${offer['id']}/confirm`);
  const { data } = await cast.manager.get(`/assignments?offerId=${offer['id']}`);
  const assignment = data[0] as Json;
  const { data: items } = await cast.manager.get(
    `/onboarding-items?assignmentId=${assignment['id']}&state=open`,
  );
  for (const { id, owner } of items as Json[])
    await (owner === 'vendor' ? recruiter : requester).post(`/onboarding-items/${id}/complete`);
  return assignment;
}
