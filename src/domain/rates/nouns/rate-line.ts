import { sql } from 'drizzle-orm';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { codeOf, Id, Rate } from '../../../kernel/shapes.ts';
import { Currency, facility, program, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { Multiplier, RateHourType, RateShift } from '../model/rate-line.ts';
import { maySeePay, permissions } from '../policy.ts';
import { rateLines } from '../tables.ts';
import { rateCard } from './rate-card.ts';

const commercial = { dataClass: 'commercial' as const };

export const rateLine = noun({
  name: 'rateLine',
  summary:
    'What an hour may cost, from a day to a day; a null vendor, facility, unit, specialty or shift is any, a null card the base card.',
  table: rateLines,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    cardId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    specialty: field(codeOf('specialty', 'icu').nullable(), { filter: true }),
    shift: field(RateShift.nullable(), { filter: true }),
    // Versions of before there were hour types have none.
    hourType: field(RateHourType, {
      filter: true,
      value: (row) => sql`coalesce(${row('hourType')}, 'regular')`,
    }),
    billRate: field(Rate.nullable(), { ...commercial, filter: true, sort: true }),
    minBillRate: field(Rate.nullable(), commercial),
    maxBillRate: field(Rate.nullable(), { ...commercial, filter: true, sort: true }),
    multiplier: field(
      Multiplier.nullable().meta({
        description: 'Of the regular hour’s rate, in place of a rate of its own.',
      }),
      { ...commercial, filter: true },
    ),
    payRate: field(Rate.nullable(), { dataClass: 'pay', staged: maySeePay }),
    currency: field(Currency),
    ...effectiveFields(),
  },
  externalIds: true,
});

edge(rateLine, 'programId', 'program', program, 'rateLines');
edge(rateLine, 'cardId', 'card', rateCard, 'lines');
edge(rateLine, 'vendorId', 'vendor', vendor, null);
edge(rateLine, 'facilityId', 'facility', facility, 'rateLines');
edge(rateLine, 'unitId', 'unit', unit, 'rateLines');
