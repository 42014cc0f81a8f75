import { z } from 'zod';
import { command } from '../../../kernel/operation.ts';
import { codeOf, reference, text } from '../../../kernel/shapes.ts';
import { OrderType } from '../model/order.ts';
import { releaseTemplateCreated, releaseTemplateExists, TierDelays } from '../model/release.ts';
import { releasePlanTemplate } from '../nouns/release.ts';
import { permissions } from '../policy.ts';
import { assertTiersOnce } from '../release/tiers.ts';
import { releasePlanTemplates } from '../tables.ts';

export const createReleasePlanTemplate = command({
  name: 'createReleasePlanTemplate',
  summary:
    'Set up the tiers by which a program’s orders are released where the release names none: of a type, a profession, both or any; the most specific one counts.',
  rest: 'POST /release-plan-templates',
  permission: permissions.release,
  input: z.strictObject({
    programId: reference('program'),
    name: text(200),
    orderType: OrderType.nullish(),
    profession: codeOf('profession', 'rn').nullish(),
    tiers: TierDelays,
  }),
  output: releasePlanTemplate,
  errors: [releaseTemplateExists],
  async handle(told, { tx }) {
    assertTiersOnce(told.tiers);
    const [created] = await tx.insert(releasePlanTemplates, [told]);
    return { result: created!, events: [releaseTemplateCreated(created!, {})] };
  },
});
