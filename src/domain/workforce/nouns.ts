import { edge, field, noun } from '../../kernel/noun.ts';
import { Amount, codeOf, Day, Hours, Id, text } from '../../kernel/shapes.ts';
import { Currency, facility, program } from '../programs/index.ts';
import { permissions } from './policy.ts';
import { workforceMeasures } from './tables.ts';

export const workforceMeasure = noun({
  name: 'workforceMeasure',
  summary:
    'Hours and cost of the client’s own staff of a profession at a facility on a day, and what it could spend there through the program, as others count them.',
  table: workforceMeasures,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    workedOn: field(Day, { filter: true, sort: true }),
    employedHours: field(Hours.nullable()),
    employedCost: field(Amount.nullable(), { dataClass: 'commercial' }),
    addressableSpend: field(Amount.nullable(), { dataClass: 'commercial' }),
    currency: field(Currency, { filter: true }),
    source: field(text(200).nullable().meta({ description: 'Who counted it.' })),
  },
});

edge(workforceMeasure, 'programId', 'program', program, 'workforceMeasures');
edge(workforceMeasure, 'facilityId', 'facility', facility, 'workforceMeasures');
