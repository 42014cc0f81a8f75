import { expect, test } from 'vitest';
import { writeFileSync } from 'node:fs';
import { playHiring } from '../../src/bin/sandbox/story-quarter.ts';
import { openKeystone } from '../support/keystone.ts';

test('the quarter of Lakeshore', async () => {
  const { address, provision } = await openKeystone();
  const quarter = await playHiring(address, provision);
  const { rows } = await quarter.manager.get('/reports/query?from=2026-01-01&to=2026-03-31&metrics=positions_opened,positions_canceled,positions_filled,fill_rate_gross,fill_rate_net,submissions,submission_to_interview,interview_to_offer,offer_acceptance,submission_to_start,fall_off_rate,starts,time_to_fill');
  console.log(rows.map((r: any) => [r.metric, r.value, r.numerator, r.denominator, r.median, r.p90].join(' ')).join('\n'));
  const pdf = await quarter.manager.file(`/programs/${quarter.programId}/review?from=2026-01-01&to=2026-03-31&format=pdf`);
  writeFileSync('/tmp/h8/review.pdf', pdf);
}, 120_000);
