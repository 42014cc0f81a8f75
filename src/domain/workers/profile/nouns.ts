import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { codeOf, Day, Hours, Id, text } from '../../../kernel/shapes.ts';
import { vendor } from '../../vendors/index.ts';
import { representation, worker } from '../nouns.ts';
import { knownHere, permissions, readsWorkerId } from '../policy.ts';
import { taxonomyCodes, workHistoryEntries } from '../tables.ts';
import { TaxonomyCode } from './model.ts';

export const taxonomyCode = noun({
  name: 'taxonomyCode',
  summary:
    'A code by which others name a profession, from the list that the tenant brought; none is shipped, since it is licensed.',
  table: taxonomyCodes,
  read: permissions.readTaxonomy,
  fields: {
    code: field(TaxonomyCode, { filter: true, sort: true, search: true }),
    display: field(text(300), { search: true }),
    profession: field(codeOf('profession', 'rn').nullable(), { filter: true }),
    specialty: field(codeOf('specialty', 'icu').nullable(), { filter: true }),
  },
  visibleTo: { client: 'tenant', vendor: 'tenant', worker: 'tenant' },
});

export const workHistoryEntry = noun({
  name: 'workHistoryEntry',
  plural: 'workHistoryEntries',
  summary: 'A stretch of work that a person has behind it, as a vendor states it or the operator knows it.',
  table: workHistoryEntries,
  read: permissions.readHistory,
  fields: {
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    vendorId: field(Id.nullable(), { filter: true }),
    representationId: field(Id.nullable(), { filter: true }),
    employer: field(text(200), { search: true }),
    facilityName: field(text(200).nullable(), { search: true }),
    state: field(codeOf('state', 'OH').nullable(), { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true }),
    specialty: field(codeOf('specialty', 'icu').nullable(), { filter: true }),
    unitType: field(text(100).nullable()),
    startsOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day.nullable().meta({ description: 'Null: it goes on.' }), { filter: true, sort: true }),
    hoursPerWeek: field(Hours.nullable()),
    patientsPerWorker: field(
      z.int().nullable().meta({ description: 'How many patients one cared for at once, at most.' }),
    ),
  },
  visibleTo: { operator: knownHere('workerId'), client: 'none', vendor: 'scoped', worker: 'scoped' },
});

edge(workHistoryEntry, 'workerId', 'worker', worker, 'workHistory');
edge(workHistoryEntry, 'representationId', 'representation', representation, 'workHistory');
edge(workHistoryEntry, 'vendorId', 'vendor', vendor, null);
