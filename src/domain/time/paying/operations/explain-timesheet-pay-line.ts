import { z } from 'zod';
import { notFound } from '../../../../kernel/errors.ts';
import { query } from '../../../../kernel/operation.ts';
import { Day, Id, Rate, reference } from '../../../../kernel/shapes.ts';
import { ExplainedPolicy, ExplainedRate, ratesOf } from '../../explanation.ts';
import { timesheetNotRated } from '../../model.ts';
import { seesCharges } from '../../policy.ts';
import { LineOrigin, originsOf } from '../../rating/origins.ts';
import { shownTo } from '../../rating/shown.ts';
import { ownRatingOf, ratingOf } from '../../rating/store.ts';
import { timesheetPayLines, timesheets } from '../../tables.ts';
import { ExplainedPayLine, explainPayLine } from '../explanation.ts';
import { permissions } from '../policy.ts';

export const explainTimesheetPayLine = query({
  name: 'explainTimesheetPayLine',
  summary: 'Why a line is paid as it is: the hours it came from, the steps to its rate, rule and citation.',
  rest: 'GET /timesheet-pay-lines/{timesheetPayLineId}/explain',
  permission: permissions.read,
  input: z.strictObject({ timesheetPayLineId: reference('timesheetPayLine') }),
  output: z
    .strictObject({
      timesheetPayLineId: Id,
      timesheetId: Id,
      revision: z.int(),
      workDate: Day,
      timeZone: z.string(),
      policy: ExplainedPolicy,
      system: z.string().optional(),
      regularRate: Rate.nullable(),
      rates: z.array(ExplainedRate).meta({ description: 'In force on the day.' }),
      intervals: z.array(LineOrigin),
      pay: ExplainedPayLine,
    })
    .meta({ id: 'TimesheetPayLineExplanation' }),
  errors: [timesheetNotRated],
  async handle({ timesheetPayLineId }, context) {
    const { tx, actor } = context;
    const line = await tx.find(timesheetPayLines, timesheetPayLineId);
    const sheet = line && (await tx.find(timesheets, line.timesheetId));
    if (!line || !sheet) throw notFound();
    const { timesheetId, revision, workDate, lineNumber } = line;
    const rating = await (seesCharges(actor) ? ratingOf : ownRatingOf)(timesheetId, revision, context);
    const pay = rating?.account.pay?.lines[lineNumber - 1];
    if (!rating || !pay) throw timesheetNotRated();
    const { account } = rating;
    return {
      timesheetPayLineId,
      timesheetId,
      revision,
      workDate,
      timeZone: sheet.timeZone,
      policy: account.policy,
      ...(account.system !== undefined && { system: account.system }),
      regularRate: account.pay!.regularRate,
      rates: ratesOf(account, await shownTo(sheet, context), workDate),
      intervals: line.minutes === 0 ? [] : originsOf(account, { workDate, window: null }, sheet.timeZone),
      pay: explainPayLine(pay, lineNumber - 1),
    };
  },
});
