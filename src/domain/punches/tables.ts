import { boolean, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { instant, nounColumns, parties, unitScope } from '../../kernel/columns.ts';
import { punchKinds, punchSources, punchStates } from './model/punch.ts';

/** What somebody said of their time when they came, went or moved; none is ever removed. */
export const punches = pgTable('punches', {
  ...nounColumns,
  assignmentId: uuid('assignment_id').notNull(),
  ...unitScope,
  ...parties,
  kind: text('kind', { enum: punchKinds }).notNull(),
  occurredAt: instant('occurred_at').notNull(),
  receivedAt: instant('received_at').notNull(),
  source: text('source', { enum: punchSources }).notNull(),
  clientId: text('client_id'),
  deviceId: text('device_id'),
  distanceMeters: integer('distance_meters'),
  isOutsideGeofence: boolean('is_outside_geofence'),
  workedUnitId: uuid('worked_unit_id'),
  costCenterId: uuid('cost_center_id'),
  roles: text('roles').array().notNull().default([]),
  calledAt: instant('called_at'),
  attestedBy: uuid('attested_by'),
  attestation: text('attestation'),
  note: text('note'),
  supersedesId: uuid('supersedes_id'),
  withdrawnBecause: text('withdrawn_because'),
  state: text('state', { enum: punchStates }).notNull(),
});
