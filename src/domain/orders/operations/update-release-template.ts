import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { releaseTemplateChanged, TierDelays, type TierDelay } from '../model/release.ts';
import { releasePlanTemplate } from '../nouns/release.ts';
import { permissions } from '../policy.ts';
import { assertTiersOnce } from '../release/tiers.ts';
import { releasePlanTemplates } from '../tables.ts';

const told = (tiers: readonly TierDelay[]) =>
  JSON.stringify(
    tiers.map(({ tier, delayHours, delayUnit, submissionCap }) => [
      tier,
      delayHours,
      delayUnit,
      submissionCap,
    ]),
  );

export const updateReleasePlanTemplate = command({
  name: 'updateReleasePlanTemplate',
  summary: 'Change the name or the tiers of a template; plans that were made from it stay as they are.',
  rest: 'PATCH /release-plan-templates/{releasePlanTemplateId}',
  permission: permissions.release,
  input: z.strictObject({
    releasePlanTemplateId: reference('releasePlanTemplate'),
    name: text(200).optional(),
    tiers: TierDelays.optional(),
  }),
  output: releasePlanTemplate,
  async handle({ releasePlanTemplateId, name, tiers }, context) {
    if (tiers) assertTiersOnce(tiers);
    const row = await context.take(releasePlanTemplates, releasePlanTemplateId);
    const changes = {
      ...(name !== undefined && name !== row.name && { name }),
      ...(tiers && told(tiers) !== told(row.tiers as TierDelay[]) && { tiers }),
    };
    if (Object.keys(changes).length === 0) return { result: row, unchanged: true };
    const changed = await context.tx.change(releasePlanTemplates, row, changes);
    return { result: changed, events: [releaseTemplateChanged(changed, {})] };
  },
});
