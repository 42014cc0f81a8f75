import { z } from 'zod';
import { notFound, stepNotAllowed } from '../../../kernel/errors.ts';
import { step } from '../../../kernel/lifecycle.ts';
import { command, type Command } from '../../../kernel/operation.ts';
import { reference, text } from '../../../kernel/shapes.ts';
import { holdPlace } from '../../vendors/index.ts';
import { endConsequence } from '../ending.ts';
import { consequenceLife } from '../lifecycle.ts';
import { vendorConsequence } from '../nouns/vendor-consequence.ts';
import { permissions } from '../policy.ts';
import { vendorConsequences } from '../tables.ts';

const ending = (verb: 'overturn' | 'lift', summary: string): Command =>
  command({
    name: `${verb}VendorConsequence`,
    summary,
    rest: `POST /vendor-consequences/{vendorConsequenceId}/${verb}`,
    permission: permissions.decide,
    input: z.strictObject({ vendorConsequenceId: reference('vendorConsequence'), reason: text(2_000) }),
    output: vendorConsequence,
    errors: [stepNotAllowed],
    async handle({ vendorConsequenceId, reason }, context) {
      const seen = await context.tx.find(vendorConsequences, vendorConsequenceId);
      if (!seen) throw notFound();
      await holdPlace(seen, context);
      const held = await context.take(vendorConsequences, vendorConsequenceId);
      step(consequenceLife, verb, held.state);
      const { row, facts } = await endConsequence(held, verb, reason, context);
      return { result: row, events: facts };
    },
  });

export const overturnVendorConsequence = ending(
  'overturn',
  'Grant an appeal, with the reason: the vendor’s standing is what it was, as far as nothing else holds it.',
);
export const liftVendorConsequence = ending(
  'lift',
  'End a consequence by hand, with the reason: the standing is what it was, as far as nothing else holds it.',
);
