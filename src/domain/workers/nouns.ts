import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../../kernel/actor.ts';
import { edge, field, noun, type FieldOptions, type RowAt } from '../../kernel/noun.ts';
import { codeOf, Day, Id, Instant, Rate, Version } from '../../kernel/shapes.ts';
import { vendor } from '../vendors/index.ts';
import { representationLife } from './lifecycle.ts';
import { Email, Npi, PersonName, Phone, RepresentationState, Specialties } from './model.ts';
import {
  identityOf,
  identityStage,
  ownWords,
  permissions,
  presentedOrPlaced,
  readsBirthDate,
  readsIdentity,
  readsPeople,
  readsPay,
  represented,
} from './policy.ts';
import { representations, workers } from './tables.ts';

/** A vendor reads its own words, so that it never learns whether the worker was known before it came. */
const worded = (key: string, column: string, options: FieldOptions = {}): FieldOptions => ({
  ...options,
  value: (row, actor) =>
    actor.side === 'vendor' ? ownWords(row, actor, sql`r.${sql.identifier(column)}`) : row(key),
});

const personal = (column: string, options: FieldOptions = {}): FieldOptions => ({
  dataClass: 'identity',
  readers: readsIdentity,
  staged: identityStage,
  value: (row, actor) =>
    actor.side === 'vendor'
      ? ownWords(row, actor, sql`r.${sql.identifier(column)}`)
      : identityOf(row, column),
  ...options,
});

const shownName = (row: RowAt, actor: Actor) =>
  actor.side === 'vendor'
    ? ownWords(row, actor, sql`left(r.first_name, 96) || ' ' || upper(left(r.last_name, 1)) || '.'`)
    : row('displayName');

const stamp = { filter: true, sort: true };

export const worker = noun({
  name: 'worker',
  summary: 'A person who is supplied, once per tenant; who it is shows in stages.',
  table: workers,
  read: permissions.read,
  fields: {
    version: field(Version, worded('version', 'version')),
    displayName: field(z.string(), {
      dataClass: 'identity',
      readers: readsPeople,
      filter: true,
      sort: true,
      search: true,
      value: shownName,
    }),
    legalFirstName: field(PersonName, personal('first_name', { search: true })),
    legalLastName: field(PersonName, personal('last_name', { search: true })),
    email: field(Email.nullable(), personal('email', { dataClass: 'contact' })),
    phone: field(Phone.nullable(), personal('phone', { dataClass: 'contact' })),
    birthDate: field(Day.nullable(), personal('birth_date', { readers: readsBirthDate })),
    npi: field(
      Npi.nullable(),
      worded('npi', 'npi', {
        dataClass: 'identity',
        readers: readsIdentity,
        staged: identityStage,
        filter: true,
      }),
    ),
    homeState: field(codeOf('state', 'OH'), worded('homeState', 'home_state', { filter: true, sort: true })),
    profession: field(codeOf('profession', 'rn'), worded('profession', 'profession', stamp)),
    specialties: field(Specialties, worded('specialties', 'specialties')),
    createdAt: field(Instant, worded('createdAt', 'created_at', stamp)),
    updatedAt: field(Instant, worded('updatedAt', 'updated_at', stamp)),
  },
  visibleTo: { client: presentedOrPlaced, vendor: represented, worker: 'scoped' },
  externalIds: true,
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
    workerId: field(Id, { filter: true }),
    firstName: name,
    lastName: name,
    birthDate: field(Day.nullable(), { dataClass: 'identity' }),
    npi: field(Npi.nullable(), { dataClass: 'identity', filter: true }),
    email: field(Email.nullable(), { dataClass: 'contact' }),
    phone: field(Phone.nullable(), { dataClass: 'contact' }),
    homeState: field(codeOf('state', 'OH'), { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true }),
    specialties: field(Specialties),
    availableOn: field(Day.nullable(), { filter: true, sort: true }),
    payRate: field(Rate.nullable(), { dataClass: 'pay', readers: readsPay }),
    rightToRepresentFrom: field(Instant, { filter: true }),
    rightToRepresentUntil: field(Instant, { filter: true, sort: true }),
    state: field(RepresentationState, { filter: true }),
  },
  visibleTo: { client: 'none', vendor: 'scoped', worker: 'scoped' },
  lifecycle: representationLife,
});

edge(representation, 'workerId', 'worker', worker, 'representations');
edge(representation, 'vendorId', 'vendor', vendor, 'representations');
