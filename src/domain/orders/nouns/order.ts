import { sql, type SQL } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { edge, field, noun, type FieldOptions, type RowAt } from '../../../kernel/noun.ts';
import { Amount, codeOf, Day, Hours, Id, Instant, Rate, text, Version } from '../../../kernel/shapes.ts';
import { customValuesField } from '../../custom-fields/index.ts';
import { file } from '../../files/index.ts';
import { facility, program, unit } from '../../programs/index.ts';
import { orderLife } from '../lifecycle/order.ts';
import { OrderReason, OrderState, OrderType, PayUnit, SurgeKind } from '../model/order.ts';
import {
  asSeen,
  ownCap,
  ours,
  ownVisibilities,
  payStage,
  permissions,
  readsBudget,
  readsNotes,
  readsRates,
  releasedTo,
  stateToVendor,
} from '../policy.ts';
import { orders } from '../tables.ts';

/** A vendor's version and stamps move with its own visibility, so that they tell nothing of anybody else. */
const seen = (key: string, column: string): FieldOptions => ({
  filter: true,
  sort: true,
  value: (row, actor) => (actor.side === 'vendor' ? asSeen(row, actor, column) : row(key)),
});

/** Notes speak of rates too. */
const readsAllRates = (actor: Actor) => readsNotes(actor) && readsRates(actor);

/** Versions of before there was such a column have none. */
const listOf =
  (key: string, type: string) =>
  (row: RowAt): SQL =>
    sql`coalesce(${row(key)}, '{}'::${sql.raw(type)})`;

const budget: FieldOptions = { dataClass: 'commercial', readers: readsBudget, filter: true, sort: true };
const posted: FieldOptions = { dataClass: 'commercial', readers: readsRates };
const pay: FieldOptions = { dataClass: 'pay', readers: readsRates, staged: payStage };

export const order = noun({
  name: 'order',
  summary: 'A request for people of a unit; rates per hour, the estimated cost in all, in its currency.',
  table: orders,
  read: permissions.read,
  fields: {
    version: field(Version, { ...seen('version', 'version'), filter: false, sort: false }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    type: field(OrderType, { filter: true }),
    title: field(text(200), { filter: true, sort: true, search: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    specialty: field(codeOf('specialty', 'icu').nullable(), { filter: true, sort: true }),
    positions: field(z.int(), { filter: true, sort: true }),
    startsOn: field(Day, { filter: true, sort: true }),
    endsOn: field(Day, { filter: true, sort: true }),
    weeks: field(z.int(), { filter: true, sort: true }),
    hoursPerWeek: field(Hours, { filter: true }),
    guaranteedHours: field(Hours.nullable()),
    shiftPattern: field(text(200).nullable(), { filter: true, search: true }),
    billRate: field(Rate.nullable(), budget),
    maxBillRate: field(Rate.nullable(), budget),
    payRateFrom: field(Rate.nullable(), pay),
    payRateTo: field(Rate.nullable(), pay),
    postedRateFrom: field(Rate.nullable(), posted),
    postedRateTo: field(Rate.nullable(), posted),
    salaryFrom: field(Amount.nullable().meta({ description: 'Of a direct hire, a year.' }), posted),
    salaryTo: field(Amount.nullable(), posted),
    placementFeeEstimate: field(Amount.nullable(), budget),
    payUnit: field(PayUnit.nullable(), posted),
    benefitsText: field(text(5_000).nullable()),
    otherCompensation: field(text(5_000).nullable(), posted),
    remoteStates: field(z.array(codeOf('state', 'OH')), { value: listOf('remoteStates', 'char(2)[]') }),
    extraCredentialTypeIds: field(z.array(Id), { value: listOf('extraCredentialTypeIds', 'uuid[]') }),
    customValues: customValuesField('order'),
    templateId: field(Id.nullable(), { filter: true, readers: ours }),
    lockedFields: field(z.array(z.string()), { readers: ours, value: listOf('lockedFields', 'text[]') }),
    surgeKind: field(SurgeKind.nullable(), { ...budget, sort: false }),
    surgeReason: field(text(2_000).nullable(), { dataClass: 'internal', readers: readsAllRates }),
    surgeFromRate: field(Rate.nullable(), { ...budget, filter: false, sort: false }),
    surgedAt: field(Instant.nullable(), budget),
    currency: field(z.string()),
    estimatedCost: field(Amount, budget),
    reason: field(OrderReason, { filter: true, readers: ours }),
    description: field(text(20_000).nullable(), { search: true }),
    internalNotes: field(text(20_000).nullable(), {
      dataClass: 'internal',
      readers: readsAllRates,
    }),
    respondBy: field(Instant.nullable(), { filter: true, sort: true }),
    submissionCap: field(z.int().nullable(), { value: ownCap }),
    state: field(OrderState, {
      filter: true,
      sort: true,
      value: (row, actor) => (actor.side === 'vendor' ? stateToVendor(row) : row('state')),
    }),
    heldFrom: field(OrderState.nullable(), { readers: ours }),
    cancelReason: field(text(2_000).nullable(), { dataClass: 'internal', readers: readsNotes }),
    releasedAt: field(Instant.nullable(), seen('releasedAt', 'visible_from')),
    closedAt: field(Instant.nullable(), { readers: ours, filter: true, sort: true }),
    createdAt: field(Instant, seen('createdAt', 'visible_from')),
    updatedAt: field(Instant, seen('updatedAt', 'updated_at')),
  },
  visibleTo: { vendor: releasedTo },
  externalIds: true,
  seenThrough: ownVisibilities,
  lifecycle: orderLife,
});

edge(file, 'subjectId', 'order', order, 'files');
edge(order, 'programId', 'program', program, 'orders');
edge(order, 'facilityId', 'facility', facility, 'orders');
edge(order, 'unitId', 'unit', unit, 'orders');
