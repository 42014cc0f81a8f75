import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { CoverageStanding } from '../model/panel-coverage.ts';
import { Tier } from '../model/panel-membership.ts';
import { permissions } from '../policy.ts';
import { panelCoverages } from '../tables.ts';
import { panelMembership } from './panel-membership.ts';
import { vendor } from './vendor.ts';

const all = { description: 'Null: all of them.' };

export const panelCoverage = noun({
  name: 'panelCoverage',
  summary:
    'What a vendor covers of a program, and its tier and standing there; the most specific row counts.',
  table: panelCoverages,
  read: permissions.read,
  fields: {
    membershipId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    profession: field(z.string().nullable().meta(all), { filter: true }),
    specialty: field(z.string().nullable().meta(all), { filter: true }),
    facilityId: field(Id.nullable().meta(all), { filter: true }),
    tier: field(Tier.nullable().meta({ description: 'Null: the membership’s.' }), {
      dataClass: 'commercial',
      filter: true,
      sort: true,
    }),
    standing: field(CoverageStanding.nullable().meta({ description: 'Null: the membership’s.' }), {
      filter: true,
    }),
    ...effectiveFields('The last day; null where none was said.'),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(panelCoverage, 'membershipId', 'membership', panelMembership, 'coverages');
edge(panelCoverage, 'programId', 'program', program, 'panelCoverages');
edge(panelCoverage, 'vendorId', 'vendor', vendor, 'panelCoverages');
edge(panelCoverage, 'facilityId', 'facility', facility, 'panelCoverages');
