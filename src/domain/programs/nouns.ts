import { z } from 'zod';
import { edge, field, noun } from '../../kernel/noun.ts';
import { codeOf, Id, text } from '../../kernel/shapes.ts';
import { CareSetting, Currency, ProgramState, TimeZone } from './model.ts';
import { onItsPanel, permissions, whereItSupplies, whereItWorks } from './policy.ts';
import { costCenters, facilities, programs, units } from './tables.ts';

const ours = ({ side }: { side: string }) => side === 'operator' || side === 'client';

export const program = noun({
  name: 'program',
  summary: 'The managed program of one client: its facilities, policies and panel.',
  table: programs,
  read: permissions.read,
  fields: {
    name: field(text(200), { filter: true, sort: true, search: true }),
    currency: field(Currency),
    timeZone: field(TimeZone),
    requesterSeesPay: field(z.boolean(), { dataClass: 'internal', readers: ours }),
    state: field(ProgramState, { filter: true }),
  },
  visibleTo: { vendor: onItsPanel('id') },
  externalIds: true,
});

export const facility = noun({
  name: 'facility',
  plural: 'facilities',
  summary: 'A site of a program; its state and zone decide which law and which clock apply.',
  table: facilities,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    state: field(codeOf('state', 'OH'), { filter: true, sort: true }),
    timeZone: field(TimeZone, { filter: true }),
    ccn: field(z.string().nullable(), { filter: true }),
    address: field(z.string().nullable()),
    city: field(z.string().nullable(), { filter: true, sort: true, search: true }),
    beds: field(z.int().nullable(), { filter: true, sort: true }),
    county: field(z.string().nullable(), { filter: true }),
    careSetting: field(CareSetting.nullable(), { filter: true }),
  },
  visibleTo: { vendor: whereItSupplies('facility_id'), worker: whereItWorks('id') },
  externalIds: true,
});

export const unit = noun({
  name: 'unit',
  summary: 'A department within a facility.',
  table: units,
  read: permissions.read,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    profession: field(codeOf('profession', 'rn').nullable(), { filter: true }),
    costCenterId: field(Id.nullable(), { filter: true, dataClass: 'internal', readers: ours }),
  },
  visibleTo: { vendor: whereItSupplies('unit_id'), worker: whereItWorks('facilityId') },
  externalIds: true,
});

export const costCenter = noun({
  name: 'costCenter',
  summary: 'Where money is charged.',
  table: costCenters,
  read: permissions.readCostCenters,
  fields: {
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    code: field(text(50), { filter: true, sort: true, search: true }),
    name: field(text(200), { filter: true, sort: true, search: true }),
  },
  externalIds: true,
});

edge(facility, 'programId', 'program', program, 'facilities');
edge(unit, 'programId', 'program', program, 'units');
edge(unit, 'facilityId', 'facility', facility, 'units');
edge(unit, 'costCenterId', 'costCenter', costCenter, 'units');
edge(costCenter, 'programId', 'program', program, 'costCenters');
edge(costCenter, 'facilityId', 'facility', facility, 'costCenters');
