import { and, eq, inArray, isNull, not, or, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { spanOf, type DaySpan } from '../../../kernel/day-range.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import type { ComparedLine } from '../model/comparison.ts';
import type { RateQuestion } from '../model/specificity.ts';
import { rateCards, rateLines } from '../tables.ts';

export type RateLineRow = Row<typeof rateLines>;

/** What a rate is asked for in a program. */
export interface ProgramQuestion extends RateQuestion {
  programId: string;
  profession: string;
}

/** A line as it is compared, with the name of its card; null for the base card. */
export interface CardLine extends ComparedLine {
  cardName: string | null;
}

const { id, cardId, vendorId, facilityId, unitId, profession, specialty, shift, hourType, effective } =
  rateLines;
const traits = {
  id,
  cardId,
  vendorId,
  facilityId,
  unitId,
  profession,
  specialty,
  shift,
  hourType,
  effective,
};
const columns = {
  ...traits,
  billRate: rateLines.billRate,
  maxBillRate: rateLines.maxBillRate,
  multiplier: rateLines.multiplier,
  cardName: rateCards.name,
  cardState: rateCards.state,
  cardEffective: rateCards.effective,
};

const always: DaySpan = { from: '1900-01-01', until: null };

const linesWhere = async (condition: SQL, limit: number, { tx, actor }: Context): Promise<CardLine[]> => {
  const found = await tx.db
    .select(columns)
    .from(rateLines)
    .leftJoin(rateCards, and(eq(rateCards.tenantId, rateLines.tenantId), eq(rateCards.id, rateLines.cardId)))
    .where(and(eq(rateLines.tenantId, actor.tenantId), condition))
    .orderBy(sql`lower(${effective}) desc`, id)
    .limit(limit);
  return found.map(({ effective: days, cardState, cardEffective, ...line }) => ({
    ...line,
    days: spanOf(days),
    cardDays: cardState === 'draft' || cardEffective === null ? null : spanOf(cardEffective),
  }));
};

const anyOr = (column: PgColumn, value: string | null) =>
  value === null ? isNull(column) : or(isNull(column), eq(column, value));

const ofProfession = (asked: ProgramQuestion) =>
  and(eq(rateLines.programId, asked.programId), eq(profession, asked.profession))!;

const applying = (asked: ProgramQuestion) =>
  and(
    or(eq(hourType, asked.hourType), eq(hourType, 'regular')),
    anyOr(vendorId, asked.vendorId),
    anyOr(facilityId, asked.facilityId),
    anyOr(unitId, asked.unitId),
    anyOr(specialty, asked.specialty),
    anyOr(shift, asked.shift),
    sql`${effective} @> ${asked.on}::date`,
    or(isNull(cardId), sql`(${rateCards.state} <> 'draft' and ${rateCards.effective} @> ${asked.on}::date)`),
  )!;

// What a line can be bound to limits how many of them apply on a day: this many never do.
const more = 1_000;

/** Every line that applies, those of regular hours beside those of the hour type, in no order. */
export const applicableLines = (asked: ProgramQuestion, context: Context): Promise<CardLine[]> =>
  linesWhere(and(ofProfession(asked), applying(asked))!, more, context);

/** Lines of the program for the profession that do not apply, the latest first, as many as `limit`. */
export const otherLines = (asked: ProgramQuestion, limit: number, context: Context): Promise<CardLine[]> =>
  linesWhere(
    and(
      ofProfession(asked),
      not(sql`coalesce(${applying(asked)} and ${hourType} = ${asked.hourType}, false)`),
    )!,
    limit,
    context,
  );

/** Which lines of a program are read for the rates of hour types. */
export interface HourTypeLines {
  programId: string;
  professions: readonly string[];
  /** Lines that hold on some of these days. */
  span: DaySpan;
  /** Of this card alone, whether or not it is in force, with its lines for regular hours. */
  cardId?: string | undefined;
}

/** The lines of a program for hours that are not regular, of a named card also those of regular hours. */
export async function linesOfHourTypes(
  { programId, professions, span, cardId: card }: HourTypeLines,
  context: Context,
): Promise<(CardLine & { profession: string })[]> {
  const which = card === undefined ? not(eq(hourType, 'regular')) : eq(cardId, card);
  const holding = sql`${effective} && daterange(${span.from}::date, ${span.until}::date)`;
  const asked = and(
    eq(rateLines.programId, programId),
    inArray(profession, [...professions]),
    which,
    holding,
  )!;
  const lines = await linesWhere(asked, mostCompared, context);
  return (lines as (CardLine & { profession: string })[]).map((line) => ({
    ...line,
    ...(card !== undefined && { cardDays: always }),
  }));
}

/** A card, or a program's base card for a vendor (null: for any). */
export interface CardName {
  programId: string;
  cardId: string | null;
  vendorId: string | null;
}

const same = (column: PgColumn, value: string | null) =>
  value === null ? isNull(column) : eq(column, value);

const ofCard = ({ programId, cardId: card, vendorId: vendor }: CardName) =>
  and(
    eq(rateLines.programId, programId),
    card === null ? and(isNull(cardId), same(vendorId, vendor)) : eq(cardId, card),
  )!;

/** As many lines of a card as are compared at once. */
export const mostCompared = 50_000;

/**
 * The lines of a card on a day, for a profession or for all, whether or not the card is in force; one more than
 * `mostCompared` where there are more.
 */
export async function linesOfCard(
  card: CardName,
  on: string,
  practiced: string | undefined,
  context: Context,
): Promise<CardLine[]> {
  const asked = practiced === undefined ? undefined : eq(profession, practiced);
  const condition = and(ofCard(card), asked, sql`${effective} @> ${on}::date`)!;
  const lines = await linesWhere(condition, mostCompared + 1, context);
  return lines.map((line) => ({ ...line, cardDays: always }));
}

/** The rows of a card's lines that hold on some of the days, as many as `limit`. */
export const rowsOfCard = (
  card: CardName,
  days: string,
  limit: number,
  { tx, actor }: Context,
): Promise<RateLineRow[]> =>
  tx.db
    .select()
    .from(rateLines)
    .where(and(eq(rateLines.tenantId, actor.tenantId), ofCard(card), sql`${effective} && ${days}::daterange`))
    .orderBy(id)
    .limit(limit);
