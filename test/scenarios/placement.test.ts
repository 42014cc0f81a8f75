import { beforeAll, expect, test } from 'vitest';
import { sweep } from '../support/invariants.ts';
import { startService, type Client, type Service } from '../support/service.ts';

// The Lakeshore story from the order to the extension (product.md §15, steps 1 to 3, 5 and 13), through the API alone.
let service: Service;
let tenantId: string;
let admin: Client;
let manager: Client;
let requester: Client;
let program: Record<string, string>;
const vendors: { id: string; recruiter: Client }[] = [];

const at = (instant: string) => service.moveClock(tenantId, instant);
async function done(answer: ReturnType<Client['post']>): Promise<any> {
  const { status, text, body } = await answer;
  expect([200, 201], text).toContain(status);
  return body;
}

async function addVendor(tier: number): Promise<void> {
  const { id } = await done(admin.post('/vendors', { name: `V${vendors.length + 1}` }));
  for (const verb of ['review', 'onboard', 'activate']) await done(admin.post(`/vendors/${id}/${verb}`));
  await done(manager.post('/panel-memberships', { programId: program['id'], vendorId: id, tier }));
  vendors.push({ id, recruiter: await service.member(tenantId, { role: 'vendor_recruiter', vendorId: id }) });
}

const person = (firstName: string, birthDate: string) => ({
  firstName,
  lastName: 'Nurse',
  birthDate,
  homeState: 'TX',
  profession: 'rn',
  specialties: ['icu'],
  payRate: '60',
  rightToRepresentUntil: '2026-12-31T00:00:00Z',
});

async function submit(vendor: number, someone: object, orderId: string, billRate: string) {
  const { recruiter } = vendors[vendor - 1]!;
  const { id: representationId } = await done(recruiter.post('/representations', someone));
  return recruiter.post('/submissions', {
    orderId,
    representationId,
    billRate,
    availableOn: '2026-02-01',
  });
}

/** From a submission to its assignment. */
async function hire(vendor: number, submissionId: string): Promise<string> {
  await done(manager.post(`/submissions/${submissionId}/present`));
  await done(requester.post(`/submissions/${submissionId}/request-interview`));
  const offer = await done(
    manager.post('/offers', {
      submissionId,
      billRate: '98',
      startsOn: '2026-02-01',
      endsOn: '2026-05-02',
      hoursPerWeek: '36',
    }),
  );
  await done(vendors[vendor - 1]!.recruiter.post(`/offers/${offer.id}/accept`));
  await done(requester.post(`/offers/${offer.id}/confirm`));
  const { data } = (await manager.get(`/assignments?offerId=${offer.id}`)).body;
  return data[0].id;
}

beforeAll(async () => {
  service = await startService();
  ({ tenantId, admin } = await service.tenant('Keystone MSP', '2026-01-05T12:00:00Z'));
  await admin.post('/external-systems', { name: 'workday' });
  program = await done(admin.post('/programs', { name: 'Lakeshore Health', timeZone: 'America/New_York' }));
  await done(
    admin.put('/facilities/ext:workday:F1', {
      programId: program['id'],
      name: 'Lakeshore Columbus',
      state: 'OH',
      timeZone: 'America/New_York',
    }),
  );
  await done(
    admin.put('/units/ext:workday:ICU', {
      programId: program['id'],
      facilityId: 'ext:workday:F1',
      name: 'ICU 4 East',
    }),
  );
  manager = await service.member(tenantId, { role: 'program_manager' });
  requester = await service.member(tenantId, { role: 'requester', programIds: [program['id']!] });
  for (const tier of [1, 2, 2, 2]) await addVendor(tier);
});

test('an order is approved, released by tiers, filled, reopened by a fall-off, filled again and extended', async () => {
  const approver = async () => service.member(tenantId, { role: 'approver', programIds: [program['id']!] });
  const [director, financier] = [await approver(), await approver()];
  const titles: Record<string, string> = {};
  for (const code of ['nurse_director', 'finance'])
    titles[code] = (await done(admin.post('/approval-titles', { code, name: code }))).id;
  await done(
    admin.post('/approval-policies', {
      programId: program['id'],
      name: 'Orders',
      effectiveFrom: '2026-01-01',
      steps: [
        { titleId: titles['nurse_director'], level: 'program' },
        { titleId: titles['finance'], level: 'program', minimumAmount: '50000.00' },
      ],
    }),
  );
  const hold = (code: string, { actor }: Client) =>
    admin.post('/title-holdings', {
      titleId: titles[code],
      membershipId: actor.membershipId,
      programId: program['id'],
    });
  await done(hold('nurse_director', director));

  const order = await done(
    requester.post('/orders', {
      unitId: 'ext:workday:ICU',
      profession: 'rn',
      specialty: 'icu',
      positions: 2,
      startsOn: '2026-02-01',
      endsOn: '2026-05-02',
      hoursPerWeek: '36',
      billRate: '98',
      maxBillRate: '102',
      postedRateFrom: '90',
      postedRateTo: '98',
      payRateFrom: '55',
      payRateTo: '60',
      reason: 'vacancy',
    }),
  );
  expect(order).toMatchObject({ estimatedCost: '91728.00', state: 'draft' });
  await done(requester.post(`/orders/${order.id}/submit`));
  const decide = async (client: Client) => {
    const { data } = (await client.get('/approval-steps?mine=true')).body;
    await done(client.post(`/approval-steps/${data[0].id}/approve`));
  };
  await decide(director);
  expect((await requester.get(`/orders/${order.id}`)).body.state).toBe('approval_paused');
  await done(hold('finance', financier));
  await decide(financier);
  expect((await requester.get(`/orders/${order.id}`)).body.state).toBe('open');

  const tiers = [0, 1, 2].map((tier) => ({ tier, delayHours: tier * 24 }));
  await done(manager.post(`/orders/${order.id}/release`, { tiers }));
  const [first, second] = vendors;
  await at('2026-01-06T18:00:00Z');
  expect((await second!.recruiter.get(`/orders/${order.id}`)).status).toBe(404);
  await at('2026-01-07T12:00:00Z');
  expect((await second!.recruiter.get(`/orders/${order.id}`)).status).toBe(200);

  const ana = person('Ana', '1990-04-01');
  const a = await submit(1, ana, order.id, '98');
  const d = await submit(2, person('Dora', '1988-02-03'), order.id, '101');
  const e = await submit(3, person('Eve', '1985-06-07'), order.id, '104');
  expect((await submit(4, ana, order.id, '97')).body.code).toBe('already_represented');
  for (const { status, text } of [a, d, e]) expect(status, text).toBe(201);
  expect([a, d, e].map(({ body }) => body.aboveRange)).toEqual([false, true, true]);
  const flags = await manager.get(`/submissions?orderId=${order.id}&overMax=true`);
  expect(flags.body.data.map(({ id }: { id: string }) => id)).toEqual([e.body.id]);

  // Who it is, no vendor is told: it knows its own representation alone.
  const { workerId } = (await manager.get(`/submissions/${a.body.id}`)).body;
  const worker = () => requester.get(`/workers/${workerId}`);
  expect((await worker()).status).toBe(404);
  const placed = await hire(1, a.body.id);
  const fell = await hire(2, d.body.id);
  expect((await requester.get(`/orders/${order.id}`)).body.state).toBe('filled');
  expect((await worker()).body).toMatchObject({ legalFirstName: 'Ana', legalLastName: 'Nurse' });

  await at('2026-01-29T12:00:00Z');
  await done(manager.post(`/assignments/${fell}/cancel`, { reason: 'Took another post' }));
  expect((await requester.get(`/orders/${order.id}`)).body.state).toBe('partially_filled');
  expect((await manager.get(`/submissions/${d.body.id}`)).body.state).toBe('fell_off');
  const late = await hire(3, e.body.id);
  expect((await requester.get(`/orders/${order.id}`)).body.state).toBe('filled');

  await at('2026-02-03T15:00:00Z');
  await done(requester.post(`/assignments/${placed}/start`, { startedOn: '2026-02-01' }));
  await done(requester.post(`/assignments/${late}/start`, { startedOn: '2026-02-03' }));
  const extended = await done(
    manager.post(`/assignments/${placed}/revise`, {
      effectiveFrom: '2026-05-03',
      endsOn: '2026-06-27',
      billRate: '96',
      reason: 'Extended 8 weeks',
    }),
  );
  expect(extended).toMatchObject({ state: 'active', endsOn: '2026-06-27' });
  const terms = await manager.graphql(
    `query($id: ID!) { assignment(id: $id) { revisions { nodes { number billRate effectiveFrom effectiveTo } } } }`,
    { id: placed },
  );
  expect(terms.body.data?.assignment.revisions.nodes).toEqual([
    { number: 1, billRate: '98.0000', effectiveFrom: '2026-02-01', effectiveTo: '2026-05-02' },
    { number: 2, billRate: '96.0000', effectiveFrom: '2026-05-03', effectiveTo: null },
  ]);
  expect((await first!.recruiter.get('/assignments')).body.data).toHaveLength(1);
  expect(await sweep(service.database.adminUrl)).toEqual([]);
});
