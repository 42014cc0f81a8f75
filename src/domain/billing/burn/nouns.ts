import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { costCenterBudget, purchaseOrder } from '../../purchasing/index.ts';
import { burnThresholdLife } from './lifecycle.ts';
import { BurnThresholdState } from './model.ts';
import { burnVisible, permissions } from './policy.ts';
import { burnThresholds } from './tables.ts';

const commercial = { dataClass: 'commercial' } as const;

export const burnThreshold = noun({
  name: 'burnThreshold',
  summary: 'A threshold of a purchase order or a budget that was reached.',
  table: burnThresholds,
  read: permissions.readBurn,
  lifecycle: burnThresholdLife,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    purchaseOrderId: field(Id.nullable(), { filter: true }),
    budgetId: field(Id.nullable(), { filter: true }),
    threshold: field(z.int(), { filter: true, sort: true }),
    amount: field(Amount, commercial),
    burned: field(Amount.meta({ description: 'What was used when it was reached.' }), commercial),
    reachedOn: field(Day.meta({ description: 'In the program’s zone.' }), { filter: true, sort: true }),
    state: field(BurnThresholdState, { filter: true }),
  },
  visibleTo: burnVisible,
});

edge(burnThreshold, 'programId', 'program', program, 'burnThresholds');
edge(burnThreshold, 'facilityId', 'facility', facility, 'burnThresholds');
edge(burnThreshold, 'purchaseOrderId', 'purchaseOrder', purchaseOrder, 'thresholdsReached');
edge(burnThreshold, 'budgetId', 'budget', costCenterBudget, 'thresholdsReached');
