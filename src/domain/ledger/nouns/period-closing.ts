import { z } from 'zod';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { Amount, Day, Id } from '../../../kernel/shapes.ts';
import { facility, unit } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { AccrualBasis } from '../model/accrual.ts';
import { LedgerFault } from '../model/fault.ts';
import { PeriodClosingState } from '../model/period.ts';
import { TieOutCheck } from '../model/tie-out.ts';
import { permissions, wholeVisible } from '../policy.ts';
import { periodAccruals, periodClosings } from '../tables.ts';
import { fiscalPeriod } from './fiscal-period.ts';

const commercial = { dataClass: 'commercial' } as const;

export const periodClosing = noun({
  name: 'periodClosing',
  summary: 'One closing of a period: what was checked, what stood against it, and what was accrued.',
  table: periodClosings,
  read: permissions.readExports,
  fields: {
    periodId: field(Id, { filter: true }),
    programId: field(Id, { filter: true }),
    number: field(z.int(), { sort: true }),
    endsOn: field(Day, { filter: true, sort: true }),
    state: field(PeriodClosingState, { filter: true }),
    closedBy: field(Id),
    isForced: field(z.boolean(), { filter: true }),
    reason: field(z.string().nullable()),
    faults: field(z.array(LedgerFault), commercial),
    checks: field(z.array(TieOutCheck), commercial),
    currency: field(z.string()),
    lineCount: field(z.int()),
    amount: field(Amount, commercial),
    feeAmount: field(Amount, commercial),
    vendorAmount: field(Amount, commercial),
    contentHash: field(
      z.string().nullable().meta({
        description:
          'SHA-256, in hex, of the accruals in order, each as `number|basis|itemKind|hourType|facilityId|unitId|vendorId|costCenterCode|amount|feeAmount` and a line feed; what one lacks is empty.',
      }),
    ),
    reopenedBy: field(Id.nullable()),
    reopenedReason: field(z.string().nullable()),
  },
  visibleTo: wholeVisible,
});

export const periodAccrual = noun({
  name: 'periodAccrual',
  summary: 'What was accrued at the end of a period when it was closed; it never changes.',
  table: periodAccruals,
  read: permissions.readExports,
  fields: {
    closingId: field(Id, { filter: true }),
    number: field(z.int(), { sort: true }),
    programId: field(Id, { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    unitId: field(Id.nullable(), { filter: true }),
    vendorId: field(Id, { filter: true }),
    costCenterId: field(Id.nullable(), { filter: true }),
    costCenterCode: field(z.string().nullable(), { filter: true }),
    basis: field(AccrualBasis, { filter: true }),
    itemKind: field(z.string(), { filter: true }),
    hourType: field(z.string().nullable(), { filter: true }),
    amount: field(Amount, commercial),
    feeAmount: field(Amount, commercial),
    vendorAmount: field(Amount, commercial),
  },
});

edge(periodClosing, 'periodId', 'period', fiscalPeriod, 'closings');
edge(periodAccrual, 'closingId', 'closing', periodClosing, 'accruals');
edge(periodAccrual, 'facilityId', 'facility', facility, null);
edge(periodAccrual, 'unitId', 'unit', unit, null);
edge(periodAccrual, 'vendorId', 'vendor', vendor, null);
