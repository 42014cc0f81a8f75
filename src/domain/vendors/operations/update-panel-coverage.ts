import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { command } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { differences } from '../../identifiers/index.ts';
import { coverageChanged, CoverageStanding } from '../model/panel-coverage.ts';
import { Tier } from '../model/panel-membership.ts';
import { panelCoverage } from '../nouns/panel-coverage.ts';
import { permissions } from '../policy.ts';
import { panelCoverages, panelMemberships } from '../tables.ts';

export const updatePanelCoverage = command({
  name: 'updatePanelCoverage',
  summary:
    'Change the tier or standing of a part of a vendor’s place: absent keeps, null is the membership’s. Orders that it may no more be given are closed to it.',
  rest: 'PATCH /panel-coverages/{panelCoverageId}',
  permission: permissions.managePanel,
  input: z.strictObject({
    panelCoverageId: reference('panelCoverage'),
    tier: Tier.nullish(),
    standing: CoverageStanding.nullish(),
  }),
  output: panelCoverage,
  async handle({ panelCoverageId, ...wanted }, context) {
    const found = await context.tx.find(panelCoverages, panelCoverageId);
    if (!found) throw notFound();
    await context.take(panelMemberships, found.membershipId, { version: false });
    const known = await context.take(panelCoverages, panelCoverageId);
    const changes = differences(known, wanted as Changes<typeof panelCoverages>);
    if (Object.keys(changes).length === 0) return { result: known, unchanged: true };
    const changed = await context.tx.change(panelCoverages, known, changes);
    return { result: changed, events: [coverageChanged(changed, {})] };
  },
});
