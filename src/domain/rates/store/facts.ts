import { and, eq, inArray } from 'drizzle-orm';
import { notFound } from '../../../kernel/errors.ts';
import type { Context } from '../../../kernel/operation.ts';
import { facilities, programs, units } from '../../programs/index.ts';
import type { LineFacts, ToldLine } from '../model/placing.ts';
import { rateCards } from '../tables.ts';
import { capBook } from './caps.ts';

const named = (ids: readonly (string | null | undefined)[]) => [...new Set(ids.filter((id) => id != null))];
const byId = <Row extends { id: string }>(rows: readonly Row[]) => new Map(rows.map((row) => [row.id, row]));

const programsOf = async (ids: string[], { tx, actor }: Context) =>
  byId(
    await tx.db
      .select({ id: programs.id, currency: programs.currency })
      .from(programs)
      .where(and(eq(programs.tenantId, actor.tenantId), inArray(programs.id, ids))),
  );

/** Cards are held, so that none is retired while a line is put on it. */
const cardsOf = async (ids: string[], { tx, actor }: Context) =>
  byId(
    ids.length === 0
      ? []
      : await tx.db
          .select({
            id: rateCards.id,
            programId: rateCards.programId,
            vendorId: rateCards.vendorId,
            state: rateCards.state,
          })
          .from(rateCards)
          .where(and(eq(rateCards.tenantId, actor.tenantId), inArray(rateCards.id, ids)))
          .orderBy(rateCards.id)
          .for('share'),
  );

const unitsOf = async (ids: string[], { tx, actor }: Context) =>
  byId(
    ids.length === 0
      ? []
      : await tx.db
          .select({ id: units.id, programId: units.programId, facilityId: units.facilityId })
          .from(units)
          .where(and(eq(units.tenantId, actor.tenantId), inArray(units.id, ids))),
  );

/** Where the facilities lie, by their ids. */
export const sitesOf = async (ids: string[], { tx, actor }: Context) =>
  byId(
    ids.length === 0
      ? []
      : await tx.db
          .select({
            id: facilities.id,
            programId: facilities.programId,
            state: facilities.state,
            county: facilities.county,
            careSetting: facilities.careSetting,
          })
          .from(facilities)
          .where(and(eq(facilities.tenantId, actor.tenantId), inArray(facilities.id, ids))),
  );

/** What there is of what each line names, read once for all. */
export async function factsOf(lines: readonly ToldLine[], context: Context): Promise<LineFacts[]> {
  const found = await programsOf(named(lines.map(({ programId }) => programId)), context);
  const cards = await cardsOf(named(lines.map(({ cardId }) => cardId)), context);
  const wards = await unitsOf(named(lines.map(({ unitId }) => unitId)), context);
  const facilityOf = (line: ToldLine) => (line.unitId ? wards.get(line.unitId)?.facilityId : line.facilityId);
  const sites = await sitesOf(named(lines.map(facilityOf)), context);
  const book = await capBook(
    [...sites.values()].map(({ state }) => state),
    context,
  );
  return lines.map((line) => {
    const facility = sites.get(facilityOf(line) ?? '');
    const card = line.cardId ? cards.get(line.cardId) : undefined;
    if (line.cardId && !card) throw notFound();
    return {
      program: found.get(line.programId),
      card,
      facility,
      unit: line.unitId ? wards.get(line.unitId) : undefined,
      caps: facility ? book.of(facility, line.profession) : [],
      place: {
        careSetting: facility?.careSetting ?? null,
        countyGroup: facility ? book.groupOf(facility) : null,
      },
    };
  });
}
