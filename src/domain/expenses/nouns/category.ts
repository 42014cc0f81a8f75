import { field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { CategoryCode, categoryName, categoryRules, ExpenseKind } from '../model/category.ts';
import { onItsPanels, permissions, whereItIsPlaced } from '../policy.ts';
import { expenseCategories } from '../tables.ts';

const commercial = { dataClass: 'commercial' } as const;

export const expenseCategory = noun({
  name: 'expenseCategory',
  plural: 'expenseCategories',
  summary:
    'What workers can be paid back in a program: by which rates, within which caps, with which papers.',
  table: expenseCategories,
  read: permissions.readCategories,
  fields: {
    programId: field(Id, { filter: true }),
    code: field(CategoryCode, { filter: true, sort: true }),
    name: field(categoryName, { filter: true, sort: true, search: true }),
    kind: field(ExpenseKind, { filter: true }),
    rates: field(categoryRules.rates, commercial),
    maximumPerItem: field(categoryRules.maximumPerItem, commercial),
    maximumPerDay: field(categoryRules.maximumPerDay, commercial),
    maximumPerWeek: field(categoryRules.maximumPerWeek, commercial),
    maximumPerAssignment: field(categoryRules.maximumPerAssignment, commercial),
    weekStartsOn: field(categoryRules.weekStartsOn),
    overCap: field(categoryRules.overCap, { filter: true }),
    receiptAbove: field(categoryRules.receiptAbove, commercial),
    requiresNote: field(categoryRules.requiresNote, { filter: true }),
    isPassThrough: field(categoryRules.isPassThrough, { filter: true }),
    treatment: field(categoryRules.treatment, { filter: true }),
    travelDays: field(categoryRules.travelDays),
  },
  visibleTo: { vendor: onItsPanels, worker: whereItIsPlaced },
});
