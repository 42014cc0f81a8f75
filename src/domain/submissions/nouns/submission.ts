import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { field, noun } from '../../../kernel/noun.ts';
import { Day, Id, Instant, Rate } from '../../../kernel/shapes.ts';
import { customValuesField } from '../../custom-fields/index.ts';
import { Currency } from '../../programs/index.ts';
import { readsPeople, readsWorkerId } from '../../workers/index.ts';
import { submissionLife } from '../lifecycle/submission.ts';
import { Answer } from '../model/answers.ts';
import { ConsentPrice, PriceConsent } from '../model/consent.ts';
import { AnnualSalary } from '../model/price.ts';
import { Score, SubmissionState } from '../model/submission.ts';
import { payToClient, permissions, presentedWithinScope, readsBillRate, readsPayRate } from '../policy.ts';
import { ownBlind } from './blind-review.ts';
import { rankShown } from './rank.ts';
import { submissions } from '../tables.ts';

const marketSide = ({ side }: Actor) => side === 'operator' || side === 'vendor';
/** The buyer's side, whose judgment it is; analysts count it. */
const ours = ({ side }: Actor) => side === 'operator' || side === 'client';
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
    vendorId: field(Id, { filter: true, ...ownBlind }),
    workerId: field(Id, { filter: true, readers: readsWorkerId }),
    subVendorId: field(
      Id.nullable().meta({ description: 'Who employs the worker, where that is not the vendor.' }),
      { filter: true, readers: ({ side }) => side !== 'worker', ...ownBlind },
    ),
    subVendorName: field(
      z.string().nullable().meta({ description: 'As it was named when the worker was proposed.' }),
      { readers: ({ side }) => side !== 'worker', ...ownBlind },
    ),
    representationId: field(Id, {
      filter: true,
      readers: (actor) => marketSide(actor) && readsPeople(actor),
    }),
    billRate: field(Rate.nullable(), {
      dataClass: 'commercial',
      filter: true,
      sort: true,
      readers: readsBillRate,
    }),
    payRate: field(Rate.nullable(), {
      dataClass: 'pay',
      filter: true,
      readers: readsPayRate,
      staged: payToClient,
    }),
    annualSalary: field(
      AnnualSalary.nullable().meta({ description: 'What a candidate for a direct hire asks a year.' }),
      { dataClass: 'commercial', filter: true, sort: true, readers: readsBillRate },
    ),
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
    answers: field(z.array(Answer), { dataClass: 'commercial', readers: words }),
    customValues: customValuesField('submission'),
    score: field(Score.nullable().meta({ description: 'Of the answers; the buyer’s to know.' }), {
      dataClass: 'internal',
      filter: true,
      sort: true,
      readers: ours,
    }),
    disqualified: field(z.boolean().meta({ description: 'Whether an answer rules the candidate out.' }), {
      dataClass: 'internal',
      filter: true,
      readers: ours,
    }),
    rank: field(
      z.int().nullable().meta({ description: 'Its place among those of the order, as the client has them.' }),
      {
        dataClass: 'internal',
        filter: true,
        sort: true,
        readers: ours,
        value: rankShown,
      },
    ),
    consent: field(PriceConsent, { filter: true, readers: marketSide }),
    consentPrice: field(
      ConsentPrice.nullable().meta({ description: 'What the vendor is asked to go along with, or did.' }),
      { dataClass: 'commercial', readers: (actor) => marketSide(actor) && readsBillRate(actor) },
    ),
    consentAskedAt: field(Instant.nullable(), { filter: true, readers: marketSide }),
    consentedAt: field(Instant.nullable(), { filter: true, readers: marketSide }),
    ownedUntil: field(
      Instant.meta({ description: 'Until then nobody else submits the person to the order.' }),
      {
        readers: marketSide,
        value: (row) => sql`coalesce(${row('ownedUntil')}, ${row('rightToRepresentUntil')})`,
      },
    ),
    rightToRepresentUntil: field(Instant, { filter: true, readers: marketSide }),
    presentedAt: field(Instant.nullable(), { filter: true, sort: true }),
    shortlistedAt: field(Instant.nullable(), { filter: true }),
    offeredAt: field(Instant.nullable(), { filter: true }),
    hiredAt: field(Instant.nullable(), { filter: true }),
    state: field(SubmissionState, { filter: true }),
    reason: field(z.string().nullable(), { readers: words }),
  },
  visibleTo: { client: presentedWithinScope, vendor: 'scoped', worker: 'scoped' },
  externalIds: true,
});
