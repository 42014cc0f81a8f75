import { qualify } from './credentials.ts';
import type { Stage } from './lakeshore.ts';
import { expectEqual, refusal } from './play.ts';

type Json = Record<string, any>;

const birch = {
  firstName: 'Bea',
  lastName: 'Birch',
  birthDate: '1992-07-19',
  homeState: 'CA',
  profession: 'rn',
  specialties: ['icu'],
  rightToRepresentUntil: '2026-06-30T00:00:00Z',
};

/** Step 4, but for the exclusion list: who may work in Columbus and why not, and what will lapse meanwhile. */
export async function credentialStep(
  { cast, credentialTypes }: Stage,
  orderId: string,
  { a }: { a: Json },
  say: (line: string) => void,
): Promise<void> {
  const asked = `orderId=${orderId}&gate=start`;
  const nurse = await cast.manager.get(`/eligibility?workerId=${a['workerId']}&${asked}`);
  expectEqual('A in Columbus', nurse['eligible'], true);
  const card = (nurse['items'] as Json[]).find(({ what }) => what === 'bls')!;
  expectEqual('A’s BLS', [card['status'], card['by']], ['expiring', '2026-04-01']);

  const recruiter = cast.recruiters[4]!;
  const { id } = await recruiter.post('/representations', birch);
  await qualify(recruiter, cast.credentialing, credentialTypes, id, { state: 'CA', multistate: false });
  const proposal = { orderId, representationId: id, billRate: '97.0000', availableOn: '2026-02-01' };
  expectEqual('B proposed', await refusal(recruiter.post('/submissions', proposal)), 'worker_not_eligible');
  const { eligibility } = await recruiter.graphql(
    'query ($id: ID!, $orderId: ID!) { eligibility(representationId: $id, orderId: $orderId, gate: SUBMISSION) { eligible items { what why } } }',
    { id, orderId },
  );
  const { why } = eligibility.items.find(({ what }: Json) => what === 'license');
  expectEqual('B in Columbus', eligibility.eligible, false);
  expectEqual('the reason', why, 'A single-state license of CA does not count in OH.');
  say(
    `4  A’s multistate license of TX counts in Columbus, her BLS ends on ${card['by']}, in week 9. B may not work there: ${why}`,
  );
}
