import { sql } from 'drizzle-orm';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id } from '../../../kernel/shapes.ts';
import { costCenter, Currency, facility, program } from '../../programs/index.ts';
import { Thresholds } from '../model/bounds.ts';
import { permissions } from '../policy.ts';
import { costCenterBudgets } from '../tables.ts';

export const costCenterBudget = noun({
  name: 'costCenterBudget',
  summary: 'What a cost center may cost in a period.',
  table: costCenterBudgets,
  read: permissions.readBudgets,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    costCenterId: field(Id, { filter: true }),
    periodStart: field(Day, {
      filter: true,
      sort: true,
      value: (row) => sql`lower(${row('period')})`,
    }),
    periodEnd: field(Day, { filter: true, value: (row) => sql`(upper(${row('period')}) - 1)` }),
    amount: field(Amount, { dataClass: 'commercial', sort: true }),
    currency: field(Currency),
    thresholds: field(Thresholds, { dataClass: 'commercial' }),
  },
});

edge(costCenterBudget, 'programId', 'program', program, 'costCenterBudgets');
edge(costCenterBudget, 'facilityId', 'facility', facility, 'costCenterBudgets');
edge(costCenterBudget, 'costCenterId', 'costCenter', costCenter, 'budgets');
