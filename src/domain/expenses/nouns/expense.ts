import { z } from 'zod';
import { field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { expenseLife } from '../lifecycle.ts';
import { ExpenseTreatment } from '../model/category.ts';
import { ExpenseState, Quantity } from '../model/expense.ts';
import { permissions } from '../policy.ts';
import { expenses } from '../tables.ts';

const commercial = { dataClass: 'commercial' } as const;

export const expense = noun({
  name: 'expense',
  summary: 'What a worker spent on a day of an assignment, or is paid for it by the mile or the day.',
  table: expenses,
  read: permissions.read,
  fields: {
    assignmentId: field(Id, { filter: true }),
    categoryId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    incurredOn: field(Day, { filter: true, sort: true }),
    quantity: field(
      Quantity.nullable().meta({ description: 'Miles or days; null where an amount was stated.' }),
    ),
    rate: field(Rate.nullable(), commercial),
    amount: field(Amount, { ...commercial, filter: true, sort: true }),
    currency: field(Currency),
    note: field(z.string().nullable()),
    isPassThrough: field(z.boolean().meta({ description: 'Whether the client is billed for it.' }), {
      filter: true,
    }),
    treatment: field(ExpenseTreatment, { filter: true }),
    isOverCap: field(z.boolean(), { filter: true }),
    isPossibleDuplicate: field(
      z.boolean().meta({ description: 'Another of the day, the category and the amount is handed in.' }),
      { filter: true },
    ),
    state: field(ExpenseState, { filter: true }),
    submittedAt: field(Instant.nullable(), { filter: true, sort: true }),
    submittedBy: field(Id.nullable().meta({ description: 'The membership that handed it in.' })),
    approvedAt: field(Instant.nullable(), { filter: true, sort: true }),
    approvedBy: field(
      Id.nullable().meta({ description: 'The membership that approved it; null where levels did.' }),
    ),
    approvalNote: field(z.string().nullable()),
    rejectedBecause: field(z.string().nullable()),
    voidedBecause: field(z.string().nullable()),
  },
  visibleTo: { vendor: 'scoped', worker: 'scoped' },
  lifecycle: expenseLife,
});
