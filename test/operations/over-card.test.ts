import { beforeAll, describe, expect, test } from 'vitest';
import { createPlacementMarket, type Agency, type PlacementMarket } from '../support/placements.ts';
import { startService, type Answer, type Client, type Service } from '../support/service.ts';

let service: Service;
let market: PlacementMarket;
let agency: Agency;
let admin: Client;

const done = (answer: Answer): any => {
  expect(answer.status, answer.text).toBeLessThan(300);
  return answer.body;
};

// Who is asked above the card by more than 5 %; the card says 40.00 an hour for those who assist nurses.
beforeAll(async () => {
  service = await startService();
  market = await createPlacementMarket(service);
  agency = await market.agency();
  admin = await market.member('tenant_admin');
  const programId = market.id('programs');
  const { id: titleId } = done(await admin.post('/approval-titles', { code: 'finance', name: 'Finance' }));
  const { membershipId } = market.finance.actor;
  done(await admin.post('/title-holdings', { titleId, membershipId, programId }));
  for (const subject of ['order', 'offer', 'assignment_revision'])
    done(
      await admin.post('/approval-policies', {
        programId,
        subject,
        name: `Over the card: ${subject}`,
        effectiveFrom: '2026-01-05',
        steps: [{ titleId, level: 'program', overCardPercent: '5' }],
      }),
    );
  await market.row('rate_lines', { profession: 'cna', bill_rate: '40', max_bill_rate: '60', pay_rate: '25' });
});

const chainOf = async (subjectId: string) => {
  const { data } = done(await market.manager.get(`/approval-chains?subjectId=${subjectId}&include=steps`));
  const [chain] = data;
  return (
    chain && { percent: chain.facts.overCardPercent, steps: chain.steps.data.map(({ state }: any) => state) }
  );
};
const asked = (percent: string) => ({ percent, steps: ['pending'] });
const terms = { startsOn: '2026-02-01', endsOn: '2026-05-02', hoursPerWeek: '36' };
const assisting = { profession: 'cna', specialty: null, bill_rate: '40', max_bill_rate: '60' };

async function candidate(orderRows: object = assisting) {
  const orderId = await market.order(1, [agency], { ...orderRows });
  const { representationId } = await market.represent(agency);
  const proposed = { orderId, representationId, billRate: '40', payRate: '25', availableOn: '2026-02-01' };
  const { id } = done(await agency.recruiter.post('/submissions', proposed));
  done(await market.manager.post(`/submissions/${id}/present`));
  return id as string;
}

const offered = async (submissionId: string, billRate: string) =>
  done(await market.manager.post('/offers', { submissionId, ...terms, billRate }));

describe('above the card by more than a policy’s percent', () => {
  test('an order is asked for, and not below', async () => {
    const submitted = async (billRate: string) => {
      const wanted = {
        title: 'Nurse assistant',
        profession: 'cna',
        positions: 1,
        reason: 'vacancy',
        billRate,
      };
      const { id } = done(
        await market.requester.post('/orders', { unitId: market.id('units'), ...wanted, ...terms }),
      );
      return done(await market.requester.post(`/orders/${id}/submit`));
    };
    const dear = await submitted('42.01');
    expect(dear.state).toBe('pending_approval');
    expect(await chainOf(dear.id)).toEqual(asked('5.0250'));
    expect((await submitted('42')).state).toBe('open');
  });

  test('an offer is asked for, and not below; its answer to a counter-offer again', async () => {
    const dear = await offered(await candidate(), '42.01');
    expect(dear.state).toBe('pending_approval');
    expect(await chainOf(dear.id)).toEqual(asked('5.0250'));
    const fair = await offered(await candidate(), '42');
    expect(fair.state).toBe('extended');
    done(await agency.recruiter.post(`/offers/${fair.id}/counter`, { ...terms, billRate: '44' }));
    const answered = done(await market.manager.post(`/offers/${fair.id}/accept-counter`));
    expect(answered.state).toBe('pending_approval');
    expect(await chainOf(fair.id)).toEqual(asked('10.0000'));
  });

  test('an offer is asked for by the order’s rate where no card says', async () => {
    const unpriced = { ...assisting, profession: 'rt' };
    expect((await offered(await candidate(unpriced), '42')).state).toBe('extended');
    const dear = await offered(await candidate(unpriced), '44');
    expect(await chainOf(dear.id)).toEqual(asked('10.0000'));
  });

  test('a revision is asked for, and not below; one of the days alone is not', async () => {
    const offer = await offered(await candidate(), '40');
    done(await agency.recruiter.post(`/offers/${offer.id}/accept`));
    done(await market.requester.post(`/offers/${offer.id}/confirm`));
    const [placed] = done(await market.manager.get(`/assignments?offerId=${offer.id}`)).data;
    const path = `/assignments/${placed.id}`;
    const revise = async (effectiveFrom: string, change: object) => {
      done(await market.manager.post(`${path}/revise`, { effectiveFrom, reason: 'Agreed', ...change }));
      const list = `/assignment-revisions?assignmentId=${placed.id}&sort=-number`;
      return done(await market.manager.get(list)).data[0];
    };
    expect((await revise('2026-03-01', { billRate: '42' })).state).toBe('in_force');
    expect((await revise('2026-03-08', { endsOn: '2026-05-09' })).state).toBe('in_force');
    const dear = await revise('2026-03-15', { billRate: '46' });
    expect(dear.state).toBe('pending_approval');
    expect(await chainOf(dear.id)).toEqual(asked('15.0000'));
  });
});
