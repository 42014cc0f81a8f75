import { stepCommand } from '../../../kernel/step-command.ts';
import { billingItemLife } from '../lifecycle/billing-item.ts';
import { billingItemVoided } from '../model.ts';
import { billingItem } from '../nouns/billing-item.ts';
import { billingItems } from '../tables.ts';

export const voidBillingItem = stepCommand({
  noun: billingItem,
  table: billingItems,
  life: billingItemLife,
  verb: 'void',
  summary: 'Take an imported item back before it is invoiced, with the reason.',
  event: billingItemVoided,
  reason: 'required',
  changes: (_row, _context, reason) => ({ reason: reason! }),
});
