import { Client } from './client.ts';
import type { Provision } from './lakeshore.ts';
import { moveClock } from './play.ts';

/** A program of one unit with three agencies, whose hiring of one quarter is counted. */
export interface Quarter {
  programId: string;
  facilityId: string;
  unitId: string;
  manager: Client;
  requester: Client;
  analyst: Client;
  recruiters: Client[];
  vendorIds: string[];
}

/** Days from the release of the 21 orders that were filled for good to the acceptance that filled each. */
export const daysToFill = [2, 3, 3, 4, 4, 5, 5, 5, 6, 6, 7, 7, 8, 8, 9, 10, 11, 12, 14, 16, 21];
const orders = 26;
const fellOff = [21, 22];
const canceled = [23, 24, 25];

const released = Temporal.Instant.from('2026-01-05T15:00:00Z');
const after = (days: number, hours = 0): string => released.add({ hours: days * 24 + hours }).toString();
const terms = { billRate: '98.0000', startsOn: '2026-02-02', endsOn: '2026-05-03', hoursPerWeek: '36.00' };

async function open(address: string, provision: Provision): Promise<Quarter> {
  const person = async (name: string, role: Parameters<Provision>[0]['role'], scope: object = {}) => {
    const email = `${name.toLowerCase().replaceAll(' ', '.')}@quarter.example`;
    return new Client(address, (await provision({ name, email, role, ...scope })).token);
  };
  const admin = await person('Quinn Admin', 'tenant_admin');
  const manager = await person('Mira Manager', 'program_manager');
  await admin.post('/external-systems', { name: 'hris' });
  const { id: programId } = await admin.post('/programs', {
    name: 'Lakeshore, the quarter',
    timeZone: 'America/New_York',
  });
  const place = { programId, name: 'Columbus', state: 'OH', timeZone: 'America/New_York' };
  const { id: facilityId } = await admin.put('/facilities/ext:hris:F1', place);
  const unit = { programId, facilityId, name: 'ICU' };
  const { id: unitId } = await admin.put('/units/ext:hris:U1', unit);
  const recruiters: Client[] = [];
  const vendorIds: string[] = [];
  for (const name of ['Agency V1', 'Agency V2', 'Agency V9']) {
    const { id: vendorId } = await admin.post('/vendors', { name, kind: 'agency' });
    for (const verb of ['review', 'onboard', 'activate']) await admin.post(`/vendors/${vendorId}/${verb}`);
    await manager.post('/panel-memberships', { programId, vendorId, tier: 1 });
    const recruiter = await person(`Recruiter of ${name}`, 'vendor_recruiter', { vendorId });
    await recruiter.post('/external-systems', { name: 'ats' });
    recruiters.push(recruiter);
    vendorIds.push(vendorId as string);
  }
  const scope = { programIds: [programId], facilityIds: [facilityId], unitIds: [unitId] };
  return {
    programId,
    facilityId,
    unitId,
    manager,
    requester: await person('Rhea Requester', 'requester', scope),
    analyst: await person('Abe Analyst', 'analyst'),
    recruiters,
    vendorIds,
  };
}

/** Each agency proposes one person, known to nobody else, for each order; answers the submissions by order. */
async function propose({ manager, recruiters }: Quarter, orderIds: readonly string[]): Promise<string[][]> {
  const submissions: string[][] = orderIds.map(() => []);
  for (const [agency, recruiter] of recruiters.entries()) {
    const items = orderIds.map((_, index) => ({
      externalId: { system: 'ats', id: `C${index}` },
      firstName: `Given${'abc'[agency]}`,
      lastName: `Family${'abcdefghijklmnopqrstuvwxyz'[index]}`,
      birthDate: `19${60 + agency * 10}-01-${String(index + 1).padStart(2, '0')}`,
      homeState: 'OH',
      profession: 'rn',
      rightToRepresentUntil: '2026-12-31T00:00:00Z',
    }));
    const { rows } = await recruiter.post('/representations/bulk', { items });
    for (const [index, orderId] of orderIds.entries()) {
      const { id } = await recruiter.post('/submissions', {
        orderId,
        representationId: rows[index].id,
        billRate: terms.billRate,
        availableOn: terms.startsOn,
      });
      submissions[index]!.push(id as string);
    }
  }
  await manager.post('/submissions/present', {
    items: submissions.flat().map((submissionId) => ({ submissionId })),
  });
  return submissions;
}

/** Meets the first candidate of each order, and the second of sixteen: 42 of them, each a day after the release. */
async function meet({ manager, requester, recruiters }: Quarter, submissions: string[][]): Promise<void> {
  const met = submissions.flatMap(([first, second], index) => (index < 16 ? [first!, second!] : [first!]));
  const time = { startsAt: after(1), endsAt: after(1, 1) };
  const held: string[] = [];
  for (const submissionId of met) {
    const { id } = await requester.post('/interviews', {
      submissionId,
      kind: 'video',
      proposedTimes: [time],
      timeZone: 'America/New_York',
    });
    const agency = submissions.find((some) => some.includes(submissionId))!.indexOf(submissionId);
    await recruiters[agency]!.post(`/interviews/${id}/schedule`, { startsAt: time.startsAt });
    held.push(id as string);
  }
  await moveClock(manager, after(1, 2));
  for (const id of held) await requester.post(`/interviews/${id}/complete`, { outcome: 'recommend' });
}

const offer = async ({ manager }: Quarter, submissionId: string) =>
  (await manager.post('/offers', { submissionId, ...terms }))['id'] as string;

/** Offers the order to its first candidate, who takes it; answers the assignment. */
async function fill(quarter: Quarter, [first]: string[]): Promise<string> {
  const offerId = await offer(quarter, first!);
  await quarter.recruiters[0]!.post(`/offers/${offerId}/accept`);
  await quarter.requester.post(`/offers/${offerId}/confirm`);
  const { data } = await quarter.manager.get(`/assignments?offerId=${offerId}`);
  return data[0].id as string;
}

/**
 * Plays the hiring of a quarter: 26 positions opened, 78 submissions, 42 interviewed, 27 offers, 23 accepted, two of
 * them fallen off, three positions canceled by the client before they were filled, 21 starts.
 */
export async function playHiring(address: string, provision: Provision): Promise<Quarter> {
  const quarter = await open(address, provision);
  const { unitId, manager, requester, recruiters } = quarter;
  const orderIds: string[] = [];
  for (let index = 0; index < orders; index += 1) {
    const { id } = await requester.post('/orders', {
      unitId,
      profession: 'rn',
      specialty: 'icu',
      positions: 1,
      reason: 'vacancy',
      ...terms,
    });
    await requester.post(`/orders/${id}/submit`);
    orderIds.push(id as string);
  }
  await moveClock(manager, released.toString());
  for (const id of orderIds)
    await manager.post(`/orders/${id}/release`, { tiers: [{ tier: 1, delayHours: 0 }] });
  const submissions = await propose(quarter, orderIds);
  await meet(quarter, submissions);

  const assignments: string[] = [];
  for (const days of [...new Set([...daysToFill, 5, 10])].toSorted((a, b) => a - b)) {
    await moveClock(manager, after(days));
    if (days === 2) {
      for (const some of submissions.slice(0, 4)) {
        const declined = await offer(quarter, some[1]!);
        await recruiters[1]!.post(`/offers/${declined}/decline`, { reason: 'took another post' });
      }
    }
    for (const [index, wanted] of daysToFill.entries())
      if (wanted === days) assignments.push(await fill(quarter, submissions[index]!));
    if (days === 5) {
      for (const index of fellOff) {
        const taken = await fill(quarter, submissions[index]!);
        await recruiters[0]!.post(`/assignments/${taken}/cancel`, {
          canceledBy: 'worker',
          reason: 'took another post',
        });
      }
    }
    if (days === 10) {
      for (const index of canceled)
        await requester.post(`/orders/${orderIds[index]}/cancel`, { reason: 'the census fell' });
    }
  }
  await moveClock(manager, '2026-02-02T15:00:00Z');
  for (const id of assignments) await manager.post(`/assignments/${id}/start`, { startedOn: '2026-02-02' });
  return quarter;
}
