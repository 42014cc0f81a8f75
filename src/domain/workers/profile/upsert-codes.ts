import { refuse, type Problem } from '../../../kernel/errors.ts';
import type { Context, Outcome } from '../../../kernel/operation.ts';
import { differences } from '../../identifiers/index.ts';
import { taxonomyCodes } from '../tables.ts';
import { taxonomyCodeChanged, taxonomyCodeCreated } from './model.ts';
import { idsOfCodes } from './store.ts';

interface CodeInput {
  code: string;
  display: string;
  profession?: string | null | undefined;
  specialty?: string | null | undefined;
}

/** Puts codes on the tenant's list or changes what they mean, set-based; a code stated twice in one call counts once. */
export async function upsertCodes(
  inputs: readonly CodeInput[],
  context: Context,
): Promise<(Outcome<{ id: string }> | Problem)[]> {
  const { tx } = context;
  const codes = inputs.map(({ code }) => code);
  const rows = await tx.takeAll(taxonomyCodes, await idsOfCodes(codes, context));
  const known = new Map([...rows.values()].map((row) => [row.code, row]));
  const firsts = new Map(inputs.map(({ code }, place) => [code, place]).toReversed() as [string, number][]);
  const outcomes: (Outcome<{ id: string }> | Problem)[] = [];
  const fresh = [...firsts].filter(([code]) => !known.has(code)).map(([, place]) => place);
  const values = fresh.map((place) => {
    const { code, display, profession = null, specialty = null } = inputs[place]!;
    return { code, display, profession, specialty };
  });
  for (const [position, row] of (await tx.insert(taxonomyCodes, values)).entries())
    outcomes[fresh[position]!] = { result: row, events: [taxonomyCodeCreated(row, { code: row.code })] };
  const changing: { place: number; row: typeof taxonomyCodes.$inferSelect; changes: object }[] = [];
  for (const [place, { code, display, profession = null, specialty = null }] of inputs.entries()) {
    const row = known.get(code);
    if (firsts.get(code) !== place)
      outcomes[place] = refuse('/code', 'twice', 'The call states this code twice.');
    if (!row || outcomes[place]) continue;
    context.expectVersion(row);
    const changes = differences(row, { display, profession, specialty });
    if (Object.keys(changes).length === 0) outcomes[place] = { result: row, unchanged: true };
    else changing.push({ place, row, changes });
  }
  const alike = Map.groupBy(changing, ({ changes }) => Object.keys(changes).toSorted().join());
  for (const group of alike.values()) {
    for (const [position, row] of (await tx.changeAll(taxonomyCodes, group)).entries())
      outcomes[group[position]!.place] = {
        result: row,
        events: [taxonomyCodeChanged(row, { code: row.code })],
      };
  }
  return outcomes;
}
