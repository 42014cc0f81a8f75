import { expectEqual, moveClock, refusal } from './play.ts';
import type { Quarter } from './story-quarter.ts';

type Say = (line: string) => void;
type Json = Record<string, any>;

const measured = (name: string, weight: string, target: string, better: 'higher' | 'lower') => ({
  name,
  measure: name,
  source: 'stated',
  weight,
  target,
  better,
});
const components = [
  measured('fill', '0.3', '0.85', 'higher'),
  measured('hours_to_submit', '0.2', '24', 'lower'),
  measured('submission_to_interview', '0.15', '0.5', 'higher'),
  measured('credentials', '0.2', '1', 'higher'),
  measured('early_termination', '0.15', '0.05', 'lower'),
];
type Figures = Record<string, [numerator: string, denominator?: string]>;
const good: Figures = {
  fill: ['40', '50'],
  hours_to_submit: ['30'],
  submission_to_interview: ['54', '100'],
  credentials: ['305', '312'],
  early_termination: ['1', '12'],
};
const poor: Figures = {
  fill: ['20', '50'],
  hours_to_submit: ['60'],
  submission_to_interview: ['20', '100'],
  credentials: ['250', '312'],
  early_termination: ['3', '12'],
};
const quarters = [
  { periodFrom: '2026-01-01', periodTo: '2026-03-31', scored: '2026-04-06T12:00:00Z' },
  { periodFrom: '2026-04-01', periodTo: '2026-06-30', scored: '2026-07-06T12:00:00Z' },
] as const;

async function state(
  { manager, programId }: Quarter,
  vendorId: string,
  { periodFrom, periodTo }: (typeof quarters)[number],
  figures: Figures,
): Promise<void> {
  const items = Object.entries(figures).map(([measure, [numerator, denominator]]) => ({
    programId,
    vendorId,
    measure,
    periodFrom,
    periodTo,
    numerator,
    ...(denominator !== undefined && { denominator }),
    evidence: 'The records of the vendor management system before this one.',
  }));
  await manager.post('/stated-measures/bulk', { items });
}

/** Steps 15 and 16: two quarters scored by themselves; V9, below the floor of 70 in both, is on probation and sees no new order. */
export async function scoreStep(quarter: Quarter, say: Say): Promise<void> {
  const { manager, requester, recruiters, programId, unitId, vendorIds } = quarter;
  const [v1, , v9] = vendorIds as [string, string, string];
  const definition = await manager.post('/scorecard-definitions', {
    programId,
    name: 'Quarterly',
    period: 'quarter',
    missing: 'unrated',
    components,
    effectiveFrom: '2026-01-01',
  });
  for (const consequence of ['probation', 'no_new_releases'])
    await manager.post('/performance-rules', {
      scorecardDefinitionId: definition['id'],
      name: `Two quarters below 70: ${consequence.replaceAll('_', ' ')}`,
      threshold: '70',
      consecutivePeriods: 2,
      consequence,
    });
  const standing = async () =>
    (await manager.get(`/panel-memberships?vendorId=${v9}`))['data'][0].state as string;
  const scores = async (periodFrom: string) => {
    const { scorecards } = await manager.graphql(
      `{ scorecards(filter: { periodFrom: { eq: "${periodFrom}" }, state: { eq: IN_FORCE } }) { nodes { vendorId score } } }`,
    );
    return Object.fromEntries((scorecards.nodes as Json[]).map(({ vendorId, score }) => [vendorId, score]));
  };
  for (const [index, one] of quarters.entries()) {
    await state(quarter, v1, one, good);
    await state(quarter, v9, one, poor);
    await moveClock(manager, one.scored);
    const found = await scores(one.periodFrom);
    expectEqual('the score of V1', found[v1], '87.79');
    expectEqual('V9 is below 70', Number(found[v9]) < 70, true);
    expectEqual('where V9 stands', await standing(), index === 0 ? 'good' : 'no_new_releases');
  }
  const { data } = await recruiters[2]!.get('/vendor-consequences?fields=kind&sort=createdAt');
  expectEqual(
    'what V9 is told',
    (data as Json[]).map(({ kind }) => kind).toSorted((one, other) => (one < other ? -1 : 1)),
    ['no_new_releases', 'probation'],
  );
  expectEqual('what V1 is told', (await recruiters[0]!.get('/vendor-consequences'))['data'], []);

  const { id } = await requester.post('/orders', {
    unitId,
    profession: 'rn',
    positions: 1,
    startsOn: '2026-08-03',
    endsOn: '2026-10-31',
    hoursPerWeek: '36.00',
    billRate: '98.0000',
    reason: 'vacancy',
  });
  await requester.post(`/orders/${id}/submit`);
  await manager.post(`/orders/${id}/release`, { tiers: [{ tier: 1, delayHours: 0 }] });
  expectEqual('a new order for V1', (await recruiters[0]!.get(`/orders/${id}`))['id'], id);
  expectEqual('a new order for V9', await refusal(recruiters[2]!.get(`/orders/${id}`)), 'not_found');
  say(
    '16 The scorecard of V1: fill 40 of 50, 30 hours to submit, 54 % to interview, 305 of 312 credentials, 1 of 12 early: 87.79',
  );
  say(
    '15 V9, below 70 for two quarters: probation, no new releases; an order that V1 sees is not there for V9',
  );
}
