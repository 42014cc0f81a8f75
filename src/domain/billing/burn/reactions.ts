import type { EventDeclaration } from '../../../kernel/event.ts';
import { reaction } from '../../../kernel/operation.ts';
import {
  budgetChanged,
  budgetCreated,
  budgetRestored,
  purchaseOrderChanged,
  purchaseOrderReopened,
} from '../../purchasing/index.ts';
import {
  billingItemAllocated,
  billingItemApproved,
  billingItemOrdered,
  invoiceRunCompleted,
} from '../model.ts';
import { isToBeMeasured } from './store/reaching.ts';
import { measureBurn } from './timers.ts';

// Thousands of items come at once: what is used is measured when all that is owed is done, once for all of them.
const measuring = <Data>(name: string, on: EventDeclaration<Data>) =>
  reaction({
    name,
    on,
    when: 'after',
    together: true,
    async handle({ subject: { programId } }, context) {
      if (!programId || !(await isToBeMeasured(programId, measureBurn.timer, context))) return {};
      return { timers: [measureBurn(context.now, programId, {})] };
    },
  });

export const burnReactions = [
  measuring('measureBurnOnApproval', billingItemApproved),
  measuring('measureBurnOnAllocation', billingItemAllocated),
  measuring('measureBurnOnMatching', billingItemOrdered),
  measuring('measureBurnOnRun', invoiceRunCompleted),
  measuring('measureBurnOnOrder', purchaseOrderChanged),
  measuring('measureBurnOnReopening', purchaseOrderReopened),
  measuring('measureBurnOnBudget', budgetCreated),
  measuring('measureBurnOnBudgetChange', budgetChanged),
  measuring('measureBurnOnBudgetReturn', budgetRestored),
];
