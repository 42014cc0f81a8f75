import { stepNotAllowed } from '../../../../kernel/errors.ts';
import { step } from '../../../../kernel/lifecycle.ts';
import { command } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { stepCommand } from '../../../../kernel/step-command.ts';
import { asTenant } from '../../../../kernel/transaction.ts';
import { z } from 'zod';
import { approverIsVendor, approverIsWorker } from '../../model.ts';
import { reratings } from '../../tables.ts';
import { reratingLife } from '../lifecycle.ts';
import { reratingBegun, reratingDiscarded } from '../model.ts';
import { rerating } from '../nouns.ts';
import { permissions } from '../policy.ts';
import { partyToLines } from '../store.ts';
import { applyNextWeeks } from '../timers.ts';

const ofParty = { worker: approverIsWorker, vendor: approverIsVendor } as const;

export const applyRerating = command({
  name: 'applyRerating',
  summary: 'Rate the weeks that differ anew: submitted ones in place, approved ones as their next version.',
  rest: 'POST /reratings/{reratingId}/apply',
  permission: permissions.rerate,
  input: z.strictObject({ reratingId: reference('rerating') }),
  output: rerating,
  errors: [stepNotAllowed, approverIsWorker, approverIsVendor],
  async handle({ reratingId }, context) {
    const row = await context.take(reratings, reratingId);
    const state = step(reratingLife, 'apply', row.state);
    const party = await asTenant(context.tx, () => partyToLines(row.id, context));
    if (party) throw ofParty[party]();
    const begun = await context.tx.change(reratings, row, { state });
    return {
      result: begun,
      events: [reratingBegun(begun, {})],
      timers: [applyNextWeeks(context.now, begun.id, {})],
    };
  },
});

export const discardRerating = stepCommand({
  noun: rerating,
  table: reratings,
  life: reratingLife,
  verb: 'discard',
  summary: 'Put a comparison away; nothing of it is applied.',
  event: reratingDiscarded,
  changes: (_, { now }) => ({ settledAt: now }),
});
