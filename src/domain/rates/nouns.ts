import { sql } from 'drizzle-orm';
import { edge, field, noun } from '../../kernel/noun.ts';
import { codeOf, Day, Id, Rate } from '../../kernel/shapes.ts';
import { Currency, facility, program } from '../programs/index.ts';
import { vendor } from '../vendors/index.ts';
import { maySeePay, permissions } from './policy.ts';
import { rateLines } from './tables.ts';

const commercial = { dataClass: 'commercial' as const };

export const rateLine = noun({
  name: 'rateLine',
  summary: 'What an hour may cost, from a day to a day; a null vendor, facility or specialty is any.',
  table: rateLines,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    specialty: field(codeOf('specialty', 'icu').nullable(), { filter: true }),
    billRate: field(Rate, { ...commercial, filter: true, sort: true }),
    maxBillRate: field(Rate, { ...commercial, filter: true, sort: true }),
    payRate: field(Rate.nullable(), { dataClass: 'pay', staged: maySeePay }),
    currency: field(Currency),
    effectiveFrom: field(Day, {
      filter: true,
      sort: true,
      value: (row) => sql`lower(${row('effective')})`,
    }),
    effectiveTo: field(Day.nullable().meta({ description: 'The last day; null where it has none.' }), {
      filter: true,
      value: (row) => sql`(upper(${row('effective')}) - 1)`,
    }),
  },
});

edge(rateLine, 'programId', 'program', program, 'rateLines');
edge(rateLine, 'vendorId', 'vendor', vendor, null);
edge(rateLine, 'facilityId', 'facility', facility, 'rateLines');
