import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { standingLife } from '../lifecycle/panel-membership.ts';
import { Standing, Tier } from '../model/panel-membership.ts';
import { permissions } from '../policy.ts';
import { panelMemberships } from '../tables.ts';
import { vendor } from './vendor.ts';

export const panelMembership = noun({
  name: 'panelMembership',
  summary: 'The place of a vendor in a program: its tier, and its standing as the state.',
  table: panelMemberships,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    tier: field(Tier, { dataClass: 'commercial', filter: true, sort: true }),
    state: field(Standing, { filter: true, value: (row) => row('standing') }),
  },
  visibleTo: { vendor: 'scoped' },
  lifecycle: standingLife,
});

edge(panelMembership, 'programId', 'program', program, 'panelMemberships');
edge(panelMembership, 'vendorId', 'vendor', vendor, 'panelMemberships');
