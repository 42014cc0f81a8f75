import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, text } from '../../../kernel/shapes.ts';
import { Currency, program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { rateCardLife } from '../lifecycle.ts';
import { RateCardState } from '../model/rate-card.ts';
import { permissions } from '../policy.ts';
import { rateCards } from '../tables.ts';

export const rateCard = noun({
  name: 'rateCard',
  summary: 'A named set of rate lines of a program, for one vendor or for any; one at a time is in force.',
  table: rateCards,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id.nullable(), { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    currency: field(Currency),
    ...effectiveFields(),
    state: field(RateCardState, { filter: true }),
  },
  lifecycle: rateCardLife,
});

edge(rateCard, 'programId', 'program', program, 'rateCards');
edge(rateCard, 'vendorId', 'vendor', vendor, null);
