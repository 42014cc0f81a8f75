import { Problem } from '../../../kernel/errors.ts';
import type { Fact } from '../../../kernel/event.ts';
import { step } from '../../../kernel/lifecycle.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Changes } from '../../../kernel/transaction.ts';
import { followOn, putInForce } from '../adjusting.ts';
import { lockedThrough } from '../locks/store.ts';
import { isRatedOtherwise } from '../rating.ts';
import { materialOf } from '../rating/material.ts';
import { rateMaterial } from '../rating/rate.ts';
import { entriesOf, lockedWeeks } from '../store.ts';
import { reratingLines } from '../tables.ts';
import { standsBecause, unfitBecause } from './compare.ts';
import { reratingLineLife } from './lifecycle.ts';
import type { ReratingLineRow, ReratingRow } from './store.ts';

type Change = Changes<typeof reratingLines>;

const left = (why: string) => ({ changes: { why }, events: [] as Fact[] });

/** Rates one week anew where it still is to be; what changed since it was compared is rated as it is now. */
async function rateAnew(
  line: ReratingLineRow,
  reason: string,
  context: Context,
): Promise<{ changes: Change; events: Fact[] }> {
  const { sheet } = await lockedWeeks(line.timesheetId, context);
  const through = (await lockedThrough(sheet.programId, sheet.facilityId, context)) ?? null;
  const stands = standsBecause({ sheet, lockedThrough: through });
  if (stands) return left(stands);
  const entries = await entriesOf(sheet, context);
  const { payPolicyId } = line;
  const [material] = await materialOf([{ sheet, entries, revision: sheet.revision, payPolicyId }], context);
  const unfit = unfitBecause(material!);
  if (unfit) return left(unfit);
  const rating = rateMaterial(material!);
  if (!(await isRatedOtherwise(sheet, rating, context))) return left('It was rated so meanwhile.');
  const forced = await putInForce(sheet, rating, reason, context);
  const isMoved = sheet.version !== line.timesheetVersion;
  const figures = {
    grossBefore: sheet.gross ?? rating.gross,
    payBefore: sheet.payTotal,
    grossAfter: rating.gross,
    payAfter: rating.payTotal,
    revision: sheet.revision,
  };
  return {
    changes: isMoved ? figures : { grossAfter: rating.gross, payAfter: rating.payTotal },
    events: [...forced.events, ...(await followOn(forced, context))],
  };
}

/** Applies one line of a rerating, or notes why its week is left as it is. */
export async function applyLine(
  line: ReratingLineRow,
  { reason }: ReratingRow,
  context: Context,
): Promise<{ line: ReratingLineRow; events: Fact[] }> {
  const done = await context.attempt(() => rateAnew(line, reason, context));
  const { changes, events } =
    done instanceof Problem ? left(done.details.detail ?? done.declaration.title) : done;
  const verb = changes.why === undefined ? 'apply' : 'skip';
  const state = step(reratingLineLife, verb, line.state);
  return { line: await context.tx.change(reratingLines, line, { ...changes, state }), events };
}
