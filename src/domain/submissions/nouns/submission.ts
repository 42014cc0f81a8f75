import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { Currency } from '../../programs/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { SubmissionState } from '../model/submission.ts';
import { payToClient, permissions, presentedWithinScope, readsBillRate, readsPayRate } from '../policy.ts';
import { submissions } from '../tables.ts';

const marketSide = ({ side }: Actor) => side === 'operator' || side === 'vendor';
const words = (actor: Actor) => actor.side !== 'worker' && readsPeople(actor);

export const submission = noun({
  name: 'submission',
  summary: 'A vendor’s proposal of a worker for an order; the client sees it once it is presented.',
  table: submissions,
  read: permissions.read,
  lifecycle: submissionLife,
  fields: {
    orderId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id, { filter: true }),
    unitId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    subVendorId: field(
      Id.nullable().meta({ description: 'Who employs the worker, where that is not the vendor.' }),
      { filter: true, readers: ({ side }) => side !== 'worker' },
    ),
    subVendorName: field(
      z.string().nullable().meta({ description: 'As it was named when the worker was proposed.' }),
      { readers: ({ side }) => side !== 'worker' },
    ),
    representationId: field(Id, {
      filter: true,
      readers: (actor) => marketSide(actor) && readsPeople(actor),
    }),
    billRate: field(Rate, { dataClass: 'commercial', filter: true, sort: true, readers: readsBillRate }),
    payRate: field(Rate.nullable(), {
      dataClass: 'pay',
      filter: true,
      readers: readsPayRate,
      staged: payToClient,
    }),
    currency: field(Currency),
    availableOn: field(Day, { filter: true, sort: true }),
    note: field(z.string().nullable(), {
      dataClass: 'identity',
      readers: words,
    }),
    overMax: field(z.boolean().meta({ description: 'Above the maximum bill rate of the order.' }), {
      dataClass: 'internal',
      filter: true,
      readers: (actor) => actor.side === 'operator' && readsBillRate(actor),
    }),
    aboveRange: field(z.boolean().meta({ description: 'Above the range that was posted when it came.' }), {
      dataClass: 'commercial',
      filter: true,
      readers: (actor) => marketSide(actor) && readsBillRate(actor),
    }),
    rightToRepresentUntil: field(Instant, { filter: true, readers: marketSide }),
    presentedAt: field(Instant.nullable(), { filter: true, sort: true }),
    state: field(SubmissionState, { filter: true }),
    reason: field(z.string().nullable(), { readers: words }),
  },
  visibleTo: { client: presentedWithinScope, vendor: 'scoped', worker: 'scoped' },
  externalIds: true,
});
