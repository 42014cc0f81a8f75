import { parseHours } from '../../../kernel/hours.ts';
import { parseAmount, parsePercent, parseRate } from '../../../kernel/money.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { assertFeeFits } from '../model/agreement.ts';
import * as lives from './lifecycle.ts';
import type { TermsGiven } from './model.ts';
import { assertContiguous, assertOneKind, assertSeparate, rangeOf, spanOf } from './span.ts';
import * as tables from './tables.ts';

type Given<Key extends keyof TermsGiven> = NonNullable<TermsGiven[Key]>;

const numbers = (from: number, under: number | null | undefined) => ({
  from: String(from),
  under: under == null ? null : String(under),
});
const decimals = (from: string, under: string | null | undefined) => ({
  from: parseAmount(from) as string,
  under: under == null ? null : (parseAmount(under) as string),
});

/** The columns of each fee by type of order; refuses two for one type, and a fee where there is no model. */
export function feeRows(given: Given<'orderTypeFees'>) {
  assertSeparate(
    given.map(({ orderType }) => {
      const at = String(['contract', 'per_diem', 'direct_hire'].indexOf(orderType));
      return { from: at, under: String(Number(at) + 1) };
    }),
    { pointer: '/orderTypeFees' },
  );
  return given.map((fee) => {
    assertFeeFits(fee.feeModel, fee.feePercent);
    return { ...fee, feePercent: parsePercent(fee.feePercent) as string };
  });
}

/** The columns of each penalty window; refuses two that meet, or that count the notice of one subject in two units. */
export function windowRows(given: Given<'penaltyWindows'>) {
  const bySubject = Map.groupBy([...given.entries()], ([, { subject }]) => subject);
  for (const some of bySubject.values()) {
    const listed = { pointer: '/penaltyWindows', places: some.map(([at]) => at) };
    const windows = some.map(([, window]) => window);
    assertOneKind(windows, 'noticeUnit', listed);
    assertSeparate(
      windows.map((one) => numbers(one.noticeFrom, one.noticeUnder)),
      listed,
    );
  }
  return given.map(({ noticeFrom, noticeUnder, penaltyValue, ...rest }) => ({
    ...rest,
    notice: rangeOf(numbers(noticeFrom, noticeUnder)),
    penaltyValue: parseAmount(penaltyValue) as string,
  }));
}

/** The columns of what is guaranteed. */
export const guaranteeRows = (given: Given<'guaranteedHours'> | null) =>
  given === null ? [] : [{ ...given, hoursPerWeek: parseHours(given.hoursPerWeek) as string }];

/** The columns of each step of a schedule; refuses one that leaves something out, or counts hours here and weeks there. */
export function conversionRows(given: Given<'conversionSchedule'>) {
  const listed = { pointer: '/conversionSchedule' };
  assertOneKind(given, 'measure', listed);
  assertContiguous(
    given.map((one) => numbers(one.workedFrom, one.workedUnder)),
    listed,
  );
  return given.map(({ workedFrom, workedUnder, feeValue, ...rest }) => ({
    ...rest,
    worked: rangeOf(numbers(workedFrom, workedUnder)),
    feeValue: parseRate(feeValue) as string,
  }));
}

/** The columns of each band; refuses two that meet, or that measure different things. */
export function bandRows(given: Given<'volumeBands'>) {
  const listed = { pointer: '/volumeBands' };
  assertOneKind(given, 'measure', listed);
  const spans = given.map((one) => decimals(one.volumeFrom, one.volumeUnder));
  assertSeparate(spans, listed);
  return given.map(({ volumeFrom: _from, volumeUnder: _under, stepValue, ...rest }, at) => ({
    ...rest,
    volume: rangeOf(spans[at]!),
    stepValue: parseRate(stepValue) as string,
  }));
}

/** The columns of what is agreed of hires. */
export const placementRows = (given: Given<'placementTerms'> | null) =>
  given === null ? [] : [{ ...given, feeValue: parseRate(given.feeValue) as string }];

/** A stored window as the rule reads it. */
export const windowOf = (row: Row<typeof tables.agreementPenaltyWindows>) => ({
  ...row,
  ...spanOf(row.notice),
});
/** A stored step of a schedule as the rule reads it. */
export const conversionStepOf = (row: Row<typeof tables.agreementConversionFees>) => ({
  ...row,
  ...spanOf(row.worked),
});
/** A stored band as the rule reads it. */
export const bandFrom = (row: Row<typeof tables.agreementVolumeBands>) => ({ ...row, ...spanOf(row.volume) });

/** Each kind of terms: what events call it, where its rows stand, which columns say it, and their life. */
export const termKinds = {
  orderTypeFees: {
    kind: 'order_type_fees',
    table: tables.agreementFees,
    life: lives.feeLife,
    columns: ['orderType', 'feeModel', 'feePercent', 'feeBasis'],
    rows: feeRows,
  },
  penaltyWindows: {
    kind: 'penalty_windows',
    table: tables.agreementPenaltyWindows,
    life: lives.penaltyWindowLife,
    columns: ['subject', 'noticeUnit', 'notice', 'penaltyKind', 'penaltyValue'],
    rows: windowRows,
  },
  guaranteedHours: {
    kind: 'guaranteed_hours',
    table: tables.agreementGuarantees,
    life: lives.guaranteeLife,
    columns: ['hoursPerWeek', 'freeCallOffs', 'periodWeeks'],
    rows: guaranteeRows,
  },
  conversionSchedule: {
    kind: 'conversion_schedule',
    table: tables.agreementConversionFees,
    life: lives.conversionFeeLife,
    columns: ['measure', 'worked', 'feeKind', 'feeValue'],
    rows: conversionRows,
  },
  volumeBands: {
    kind: 'volume_bands',
    table: tables.agreementVolumeBands,
    life: lives.volumeBandLife,
    columns: ['measure', 'volume', 'stepKind', 'stepValue'],
    rows: bandRows,
  },
  placementTerms: {
    kind: 'placement_terms',
    table: tables.agreementPlacementTerms,
    life: lives.placementTermsLife,
    columns: ['feeKind', 'feeValue', 'guaranteeDays', 'refundKind', 'refundSteps'],
    rows: placementRows,
  },
} as const;

export type TermKey = keyof typeof termKinds;
export const termKeys = Object.keys(termKinds) as readonly TermKey[];
