import { z } from 'zod';
import { notFound } from '../../../kernel/errors.ts';
import { query } from '../../../kernel/operation.ts';
import { Day, Id, reference } from '../../../kernel/shapes.ts';
import { lineKeyOf } from '../charge-lines.ts';
import { explainCharge, ExplainedCharge, ExplainedPolicy, ExplainedRate, ratesOf } from '../explanation.ts';
import { timesheetNotRated } from '../model.ts';
import { permissions, seesCharges } from '../policy.ts';
import { LineOrigin, originsOf } from '../rating/origins.ts';
import { shownTo } from '../rating/shown.ts';
import { ownRatingOf, ratingOf } from '../rating/store.ts';
import { timesheetLines, timesheets } from '../tables.ts';

export const explainTimesheetLine = query({
  name: 'explainTimesheetLine',
  summary:
    'Why a line is charged as it is: the hours it came from, the policy, the rate of the day, rule and citation.',
  rest: 'GET /timesheet-lines/{timesheetLineId}/explain',
  permission: permissions.readEntries,
  input: z.strictObject({ timesheetLineId: reference('timesheetLine') }),
  output: z
    .strictObject({
      timesheetLineId: Id,
      timesheetId: Id,
      revision: z.int(),
      workDate: Day,
      timeZone: z.string(),
      policy: ExplainedPolicy,
      system: z.string().optional(),
      rates: z.array(ExplainedRate).meta({ description: 'In force on the day.' }),
      intervals: z.array(LineOrigin),
      charge: ExplainedCharge,
    })
    .meta({ id: 'TimesheetLineExplanation' }),
  errors: [timesheetNotRated],
  async handle({ timesheetLineId }, context) {
    const { tx, actor } = context;
    const line = await tx.find(timesheetLines, timesheetLineId);
    const sheet = line && (await tx.find(timesheets, line.timesheetId));
    if (!line || !sheet) throw notFound();
    const { timesheetId, revision, workDate } = line;
    const rating = await (seesCharges(actor) ? ratingOf : ownRatingOf)(timesheetId, revision, context);
    const key = lineKeyOf({ ...line, rate: line.billRate });
    const charge = rating?.account.charges.find((one) => lineKeyOf(one) === key);
    if (!rating || !charge) throw timesheetNotRated();
    const { account } = rating;
    const shown = await shownTo(sheet, context);
    const { window } = charge.inputs;
    return {
      timesheetLineId,
      timesheetId,
      revision,
      workDate,
      timeZone: sheet.timeZone,
      policy: account.policy,
      ...(account.system !== undefined && { system: account.system }),
      rates: ratesOf(account, shown, workDate),
      intervals: originsOf(account, { workDate, window }, sheet.timeZone),
      charge: explainCharge(charge, shown.charges),
    };
  },
});
