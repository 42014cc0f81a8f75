import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant } from '../../../kernel/shapes.ts';
import { exclusionListLife } from '../lifecycle/exclusion-list.ts';
import { ExclusionListKind, ExclusionListSource, ExclusionListState } from '../model/exclusion-list.ts';
import { permissions } from '../policy.ts';
import { exclusionLists, exclusionRecords } from '../tables.ts';

const count = (description: string) => field(z.int().nullable().meta({ description }));

export const exclusionList = noun({
  name: 'exclusionList',
  summary: 'A file of whom an authority excludes from care: the whole list, a supplement, or reinstatements.',
  table: exclusionLists,
  read: permissions.readLists,
  fields: {
    source: field(ExclusionListSource, { filter: true }),
    name: field(z.string().nullable(), { filter: true }),
    kind: field(ExclusionListKind, { filter: true }),
    asOfDate: field(Day, { filter: true, sort: true }),
    state: field(ExclusionListState, { filter: true }),
    records: count('How many records it lists, counted when it was published.'),
    added: count('How many of them were in force for the first time.'),
    ended: count('How many records ended by it.'),
    publishedAt: field(Instant.nullable(), { sort: true }),
  },
  lifecycle: exclusionListLife,
});

const said = (filter = false) => field(z.string().nullable(), { filter });

export const exclusionRecord = noun({
  name: 'exclusionRecord',
  summary:
    'One exclusion as a list says it; it ends by a reinstatement, or where it is gone from the full list.',
  table: exclusionRecords,
  read: permissions.readLists,
  fields: {
    listId: field(Id, { filter: true }),
    lastName: field(z.string().nullable(), { dataClass: 'identity', filter: true, search: true }),
    firstName: field(z.string().nullable(), { dataClass: 'identity' }),
    middleName: field(z.string().nullable(), { dataClass: 'identity' }),
    businessName: field(z.string().nullable(), { dataClass: 'identity', search: true }),
    general: said(),
    specialty: said(),
    upin: said(),
    npi: field(z.string().nullable(), { dataClass: 'identity', filter: true }),
    birthDate: field(Day.nullable(), { dataClass: 'identity' }),
    address: said(),
    city: said(),
    state: said(true),
    zip: said(),
    exclusionType: field(z.string(), { filter: true }),
    program: said(),
    agency: said(),
    listNumber: said(),
    excludedOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day.nullable()),
    reinstatedOn: field(Day.nullable(), { filter: true }),
    waivedOn: field(Day.nullable()),
    waiverState: said(),
    endedOn: field(Day.nullable().meta({ description: 'Since when it counts no more.' }), { filter: true }),
  },
});

edge(exclusionRecord, 'listId', 'list', exclusionList, 'entries');
