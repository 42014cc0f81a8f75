import { z } from 'zod';
import { edge, field, noun, type FieldOptions } from '../../kernel/noun.ts';
import { codeOf, Day, Id, Instant, Rate } from '../../kernel/shapes.ts';
import { Coordinates } from '../programs/index.ts';
import { vendor } from '../vendors/index.ts';
import { representationLife } from './lifecycle.ts';
import { Email, Npi, PersonName, Phone, RepresentationState, Specialties } from './model.ts';
import {
  identityOf,
  identityStage,
  inItsPrograms,
  ofItsPanels,
  permissions,
  presentedOrPlaced,
  readsBirthDate,
  readsIdentity,
  readsPeople,
  readsPay,
  readsWorkerId,
} from './policy.ts';
import { Experiences, TaxonomyCodes } from './profile/model.ts';
import { representations, workers } from './tables.ts';

const personal = (column: string, options: FieldOptions = {}): FieldOptions => ({
  dataClass: 'identity',
  readers: readsIdentity,
  staged: identityStage,
  value: (row) => identityOf(row, column),
  ...options,
});

// Where somebody lives is nothing to a client, placed there or not.
const at: FieldOptions = { dataClass: 'contact', readers: readsBirthDate };
const listed = { filter: true, sort: true };

export const worker = noun({
  name: 'worker',
  summary: 'A person who is supplied, once per tenant; who it is shows in stages.',
  table: workers,
  read: permissions.read,
  fields: {
    displayName: field(z.string(), {
      dataClass: 'identity',
      readers: readsPeople,
      filter: true,
      sort: true,
      search: true,
    }),
    legalFirstName: field(PersonName, personal('first_name', { search: true })),
    legalLastName: field(PersonName, personal('last_name', { search: true })),
    email: field(Email.nullable(), personal('email', { dataClass: 'contact' })),
    phone: field(Phone.nullable(), personal('phone', { dataClass: 'contact' })),
    birthDate: field(Day.nullable(), personal('birth_date', { readers: readsBirthDate })),
    npi: field(Npi.nullable(), {
      dataClass: 'identity',
      readers: readsIdentity,
      staged: identityStage,
      filter: true,
    }),
    homeLatitude: field(Coordinates.shape.latitude.nullable(), personal('home_latitude', at)),
    homeLongitude: field(Coordinates.shape.longitude.nullable(), personal('home_longitude', at)),
    homeState: field(codeOf('state', 'OH'), listed),
    profession: field(codeOf('profession', 'rn'), listed),
    specialties: field(Specialties),
    experience: field(Experiences),
    taxonomyCodes: field(TaxonomyCodes),
    mergedIntoId: field(
      Id.nullable().meta({
        scalar: 'ID',
        description: 'The worker that stands for this one since the two turned out to be one person.',
      }),
      { filter: true, readers: ({ side }) => side === 'operator' },
    ),
  },
  visibleTo: { operator: inItsPrograms, client: presentedOrPlaced, worker: 'scoped' },
  // What an HRIS calls somebody is that person to whoever has the HRIS.
  externalIds: { readers: readsPeople },
});

const name = field(PersonName, { dataClass: 'identity', search: true });

export const representation = noun({
  name: 'representation',
  summary:
    "A vendor's profile of a worker: contact, rate, availability and the window of its right to represent.",
  table: representations,
  read: permissions.readRepresentations,
  fields: {
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    firstName: name,
    lastName: name,
    birthDate: field(Day.nullable(), { dataClass: 'identity' }),
    npi: field(Npi.nullable(), { dataClass: 'identity', filter: true }),
    email: field(Email.nullable(), { dataClass: 'contact' }),
    phone: field(Phone.nullable(), { dataClass: 'contact' }),
    homeLatitude: field(Coordinates.shape.latitude.nullable(), { dataClass: 'contact' }),
    homeLongitude: field(Coordinates.shape.longitude.nullable(), { dataClass: 'contact' }),
    homeState: field(codeOf('state', 'OH'), { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true }),
    specialties: field(Specialties),
    experience: field(Experiences),
    taxonomyCodes: field(TaxonomyCodes),
    availableOn: field(Day.nullable(), { filter: true, sort: true }),
    payRate: field(Rate.nullable(), { dataClass: 'pay', readers: readsPay }),
    rightToRepresentFrom: field(Instant, { filter: true }),
    rightToRepresentUntil: field(Instant, { filter: true, sort: true }),
    state: field(RepresentationState, { filter: true }),
  },
  visibleTo: { operator: ofItsPanels, client: 'none', vendor: 'scoped', worker: 'scoped' },
  lifecycle: representationLife,
  externalIds: true,
});

edge(representation, 'workerId', 'worker', worker, 'representations');
edge(representation, 'vendorId', 'vendor', vendor, 'representations');
