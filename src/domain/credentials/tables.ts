import { sql } from 'drizzle-orm';
import { boolean, char, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { day, instant, nounColumns } from '../../kernel/columns.ts';
import { credentialKinds, credentialStates, proofs } from './model/words.ts';

const kind = {
  kind: text('kind', { enum: credentialKinds }).notNull(),
  dataClass: text('data_class', { enum: ['general', 'health'] })
    .notNull()
    .generatedAlwaysAs(sql`app.credential_class(kind)`),
};

const salt = {
  salt: text('salt')
    .notNull()
    .default(sql`gen_random_uuid()::text`),
};

/** What can be held at all, by the tenant's own list; a health kind's class follows from its kind. */
export const credentialTypes = pgTable('credential_types', {
  ...nounColumns,
  ...kind,
  code: text('code').notNull(),
  name: text('name').notNull(),
  isFacilityBound: boolean('is_facility_bound').notNull().default(false),
  validityMonths: integer('validity_months'),
  warnDays: integer('warn_days').notNull().default(30),
  isWaivable: boolean('is_waivable').notNull().default(false),
  archivedAt: instant('archived_at'),
});

/** What a worker holds, as one party handed it in; `number`, `note` and `reason` stand in history as digests only. */
export const credentials = pgTable('credentials', {
  ...nounColumns,
  ...kind,
  ...salt,
  workerId: uuid('worker_id').notNull(),
  vendorId: uuid('vendor_id'),
  representationId: uuid('representation_id'),
  typeId: uuid('type_id').notNull(),
  profession: text('profession'),
  number: text('number'),
  issuer: text('issuer'),
  issuingState: char('issuing_state', { length: 2 }),
  multistate: boolean('multistate').notNull().default(false),
  primaryState: char('primary_state', { length: 2 }),
  disciplined: boolean('disciplined').notNull().default(false),
  issuedOn: day('issued_on'),
  expiresOn: day('expires_on'),
  isFacilityBound: boolean('is_facility_bound').notNull().default(false),
  programId: uuid('program_id'),
  facilityId: uuid('facility_id'),
  note: text('note'),
  proof: text('proof', { enum: proofs }),
  waivedUntil: day('waived_until'),
  waivedBy: uuid('waived_by'),
  reason: text('reason'),
  renewsId: uuid('renews_id'),
  submittedBy: uuid('submitted_by'),
  state: text('state', { enum: credentialStates }).notNull(),
});

/** How a credential was proven or refuted, each time; never changed. */
export const credentialVerifications = pgTable('credential_verifications', {
  ...nounColumns,
  ...kind,
  ...salt,
  credentialId: uuid('credential_id').notNull(),
  method: text('method', { enum: proofs }).notNull(),
  outcome: text('outcome', { enum: ['confirmed', 'refuted'] }).notNull(),
  source: text('source').notNull(),
  verifiedAt: instant('verified_at').notNull(),
  verifiedBy: uuid('verified_by'),
  evidence: text('evidence'),
  note: text('note'),
});
