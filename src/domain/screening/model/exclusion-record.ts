import { z } from 'zod';
import { factsFor } from '../../../kernel/event.ts';
import { Day, text } from '../../../kernel/shapes.ts';

/** What a list says of one exclusion; a person has a last name, a firm a business name. */
export const recordMembers = {
  lastName: text(100).optional(),
  firstName: text(100).optional(),
  middleName: text(100).optional(),
  businessName: text(200).optional(),
  general: text(100).optional(),
  specialty: text(100).optional(),
  upin: text(20).optional(),
  // As the list has it: its numbers are not all valid ones.
  npi: z
    .string()
    .regex(/^\d{10}$/, 'An NPI is ten digits.')
    .meta({ examples: ['1234567893'] })
    .optional(),
  birthDate: Day.optional(),
  address: text(300).optional(),
  city: text(100).optional(),
  state: text(50).optional(),
  zip: text(20).optional(),
  exclusionType: text(100),
  program: text(100).optional(),
  agency: text(100).optional(),
  listNumber: text(50).optional(),
  excludedOn: Day,
  endsOn: Day.optional(),
  reinstatedOn: Day.optional(),
  waivedOn: Day.optional(),
  waiverState: text(50).optional(),
};

export type StatedRecord = z.output<z.ZodObject<typeof recordMembers>>;

export const exclusionRecordAdded = factsFor(['operator'], z.strictObject({}))(
  'exclusion_record.added',
  'A record was added to an exclusion list.',
);
