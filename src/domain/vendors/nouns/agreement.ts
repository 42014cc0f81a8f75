import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Percent } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { FeeBasis, FeeModel } from '../model/agreement.ts';
import { permissions } from '../policy.ts';
import { agreements } from '../tables.ts';
import { vendor } from './vendor.ts';

const commercial = { dataClass: 'commercial' as const };

export const agreement = noun({
  name: 'agreement',
  summary: 'The terms of a vendor in a program, from a day to a day.',
  table: agreements,
  read: permissions.readAgreements,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    feeModel: field(FeeModel, { ...commercial, filter: true }),
    feePercent: field(Percent, commercial),
    feeBasis: field(FeeBasis, { ...commercial, filter: true }),
    paymentTermsDays: field(z.int(), { ...commercial, filter: true }),
    autoAcceptHours: field(
      z.int().nullable().meta({ description: 'Hours of silence that accept time; null: none do.' }),
      commercial,
    ),
    ...effectiveFields('The last day; null where none was agreed.'),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(agreement, 'programId', 'program', program, 'agreements');
edge(agreement, 'vendorId', 'vendor', vendor, 'agreements');
