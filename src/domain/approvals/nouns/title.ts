import { edge, field, noun } from '../../../kernel/noun.ts';
import { Id, Instant, text } from '../../../kernel/shapes.ts';
import { membership } from '../../access/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { TitleCode } from '../model/title.ts';
import { permissions } from '../policy.ts';
import { approvalTitles, titleHoldings } from '../tables.ts';

export const approvalTitle = noun({
  name: 'approvalTitle',
  summary: 'What people approve as, such as nurse director or finance.',
  table: approvalTitles,
  read: permissions.read,
  fields: {
    code: field(TitleCode, { filter: true, sort: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
  },
  visibleTo: { client: 'tenant' },
});

export const titleHolding = noun({
  name: 'titleHolding',
  summary: 'Who holds an approval title, at a unit, a facility or a whole program.',
  table: titleHoldings,
  read: permissions.read,
  fields: {
    titleId: field(Id, { filter: true }),
    membershipId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    endedAt: field(Instant.nullable(), { filter: true }),
  },
});

edge(titleHolding, 'titleId', 'title', approvalTitle, 'holdings');
edge(titleHolding, 'membershipId', 'membership', membership, 'titleHoldings');
edge(titleHolding, 'programId', 'program', program, 'titleHoldings');
edge(titleHolding, 'facilityId', 'facility', facility, 'titleHoldings');
edge(titleHolding, 'unitId', 'unit', unit, 'titleHoldings');
