import { bulkCommand } from '../../../kernel/operation.ts';
import { allocationNotWhole, costCenterOfAnotherProgram } from '../../assignments/index.ts';
import { importItems } from '../importing/import-items.ts';
import { ImportedItem, revisionOld, revisionTaken } from '../importing/model.ts';
import { alreadyBilled } from '../model.ts';
import { billingItem } from '../nouns/billing-item.ts';
import { permissions } from '../policy.ts';

export const createBillingItem = bulkCommand({
  name: 'createBillingItem',
  summary:
    'Bill what another system charges (a fee, a deliverable, a credit), once for each of its references; a higher revision replaces or corrects it.',
  rest: 'POST /billing-items',
  permission: permissions.importItems,
  input: ImportedItem,
  output: billingItem,
  errors: [allocationNotWhole, costCenterOfAnotherProgram, revisionOld, revisionTaken, alreadyBilled],
  bulk: {
    name: 'createBillingItems',
    rest: 'POST /billing-items/bulk',
    summary: 'Bill up to 1,000 things that another system charges, with a result for each.',
  },
  handleMany: importItems,
});
