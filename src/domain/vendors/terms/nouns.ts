import { sql } from 'drizzle-orm';
import type { PgTable } from 'drizzle-orm/pg-core';
import { z } from 'zod';
import type { Lifecycle } from '../../../kernel/lifecycle.ts';
import { edge, field, noun, type Field, type Noun, type RowAt } from '../../../kernel/noun.ts';
import { Day, Hours, Id, Percent } from '../../../kernel/shapes.ts';
import { FeeBasis, FeeModel } from '../model/agreement.ts';
import { agreement } from '../nouns/agreement.ts';
import { permissions } from '../policy.ts';
import * as lives from './lifecycle.ts';
import * as model from './model.ts';
import * as tables from './tables.ts';

const commercial = { dataClass: 'commercial' } as const;
const lower = (key: string) => ({ value: (row: RowAt) => sql`lower(${row(key)})` });
const upper = (key: string) => ({ value: (row: RowAt) => sql`upper(${row(key)})` });

/** A kind of terms of an agreement: a row each, read by whoever reads the agreement. */
function termNoun(
  name: string,
  summary: string,
  table: PgTable,
  lifecycle: Lifecycle,
  fields: Record<string, Field>,
): Noun {
  return noun({
    name,
    summary,
    table,
    lifecycle,
    read: permissions.readAgreements,
    fields: {
      agreementId: field(Id, { filter: true }),
      programId: field(Id, { filter: true }),
      vendorId: field(Id, { filter: true }),
      ...fields,
      state: field(model.TermState, { filter: true }),
    },
    visibleTo: { vendor: 'scoped' },
  });
}

export const agreementFee = termNoun(
  'agreementFee',
  'The fee of one type of order, where it is not the agreement’s own.',
  tables.agreementFees,
  lives.feeLife,
  {
    orderType: field(model.FeeOrderType, { filter: true }),
    feeModel: field(FeeModel, { ...commercial, filter: true }),
    feePercent: field(Percent, commercial),
    feeBasis: field(FeeBasis, { ...commercial, filter: true }),
  },
);

export const agreementPenaltyWindow = termNoun(
  'agreementPenaltyWindow',
  'What a cancellation costs at a notice from so many hours or days to under so many.',
  tables.agreementPenaltyWindows,
  lives.penaltyWindowLife,
  {
    subject: field(model.PenaltySubject, { filter: true }),
    noticeUnit: field(model.NoticeUnit),
    noticeFrom: field(z.int(), lower('notice')),
    noticeUnder: field(z.int(), upper('notice')),
    penaltyKind: field(model.PenaltyKind, commercial),
    penaltyValue: field(model.PenaltyValue, commercial),
  },
);

export const agreementGuarantee = termNoun(
  'agreementGuarantee',
  'Hours a week that are paid whether worked or not, but for free calls off in each period of weeks.',
  tables.agreementGuarantees,
  lives.guaranteeLife,
  {
    hoursPerWeek: field(Hours, commercial),
    freeCallOffs: field(z.int(), commercial),
    periodWeeks: field(z.int(), commercial),
  },
);

export const agreementConversionFee = termNoun(
  'agreementConversionFee',
  'What hiring a placed worker costs after so many hours or weeks worked.',
  tables.agreementConversionFees,
  lives.conversionFeeLife,
  {
    measure: field(model.WorkedMeasure),
    workedFrom: field(z.int(), lower('worked')),
    workedUnder: field(z.int().nullable().meta({ description: 'Null: without end.' }), upper('worked')),
    feeKind: field(model.ConversionFeeKind, commercial),
    feeValue: field(model.ConversionValue, commercial),
  },
);

export const agreementVolumeBand = termNoun(
  'agreementVolumeBand',
  'What a month’s volume does to the rates of the month after.',
  tables.agreementVolumeBands,
  lives.volumeBandLife,
  {
    measure: field(model.VolumeMeasure, { filter: true }),
    volumeFrom: field(model.Volume, { ...commercial, ...lower('volume') }),
    volumeUnder: field(model.Volume.nullable().meta({ description: 'Null: without end.' }), {
      ...commercial,
      ...upper('volume'),
    }),
    stepKind: field(model.VolumeStepKind, commercial),
    stepValue: field(model.StepValue, commercial),
  },
);

export const agreementPlacementTerms = termNoun(
  'agreementPlacementTerms',
  'What a hire by the client itself costs, and what of it comes back where the person does not stay.',
  tables.agreementPlacementTerms,
  lives.placementTermsLife,
  {
    feeKind: field(model.ConversionFeeKind, commercial),
    feeValue: field(model.ConversionValue, commercial),
    guaranteeDays: field(z.int(), commercial),
    refundKind: field(model.RefundKind, commercial),
    refundSteps: field(z.array(model.RefundStep), commercial),
  },
);

export const agreementUtilization = termNoun(
  'agreementUtilization',
  'The volume of a month and the step that it brings the month after; a correction supersedes it.',
  tables.agreementUtilizations,
  lives.utilizationLife,
  {
    monthStart: field(Day.meta({ description: 'The first day of the month that was measured.' }), {
      filter: true,
      sort: true,
      value: (row) => row('month'),
    }),
    revision: field(z.int()),
    measure: field(model.VolumeMeasure),
    volume: field(model.Volume, commercial),
    bandId: field(Id.nullable().meta({ description: 'Null: it lies in no band.' }), { filter: true }),
    stepKind: field(model.VolumeStepKind.nullable(), commercial),
    stepValue: field(model.StepValue.nullable(), commercial),
  },
);

edge(agreementFee, 'agreementId', 'agreement', agreement, 'orderTypeFees');
edge(agreementPenaltyWindow, 'agreementId', 'agreement', agreement, 'penaltyWindows');
edge(agreementGuarantee, 'agreementId', 'agreement', agreement, 'guarantees');
edge(agreementConversionFee, 'agreementId', 'agreement', agreement, 'conversionFees');
edge(agreementVolumeBand, 'agreementId', 'agreement', agreement, 'volumeBands');
edge(agreementPlacementTerms, 'agreementId', 'agreement', agreement, 'placementTerms');
edge(agreementUtilization, 'agreementId', 'agreement', agreement, 'utilizations');
edge(agreementUtilization, 'bandId', 'band', agreementVolumeBand, 'utilizations');

export const termNouns: readonly Noun[] = [
  agreementFee,
  agreementPenaltyWindow,
  agreementGuarantee,
  agreementConversionFee,
  agreementVolumeBand,
  agreementPlacementTerms,
  agreementUtilization,
];
