import { z } from 'zod';
import { formatHours } from '../../../kernel/hours.ts';
import { query } from '../../../kernel/operation.ts';
import { reference } from '../../../kernel/shapes.ts';
import { programs } from '../../programs/index.ts';
import { explain, TimesheetExplanation } from '../explanation.ts';
import { timesheetNotRated } from '../model.ts';
import { permissions, seesCharges } from '../policy.ts';
import { shownTo } from '../rating/shown.ts';
import { ownRatingOf, ratingOf } from '../rating/store.ts';
import { timesheets } from '../tables.ts';

export const explainTimesheet = query({
  name: 'explainTimesheet',
  summary: 'Why a week is charged as it is: intervals as counted, rules with citations, rates, lines by day.',
  rest: 'GET /timesheets/{timesheetId}/explain',
  permission: permissions.readEntries,
  input: z.strictObject({
    timesheetId: reference('timesheet'),
    revision: z.int().min(1).max(1_000).optional().meta({ description: 'The current one unless told.' }),
  }),
  output: TimesheetExplanation,
  errors: [timesheetNotRated],
  async handle({ timesheetId, revision: asked }, context) {
    const sheet = (await context.tx.find(timesheets, timesheetId))!;
    const revision = asked ?? sheet.revision;
    const showsMoney = seesCharges(context.actor);
    const rating = await (showsMoney ? ratingOf : ownRatingOf)(timesheetId, revision, context);
    const isStale = revision === sheet.revision && sheet.gross === null;
    if (!rating || isStale) throw timesheetNotRated();
    const program = await context.tx.find(programs, sheet.programId);
    return {
      timesheetId,
      revision,
      state: sheet.state,
      timeZone: sheet.timeZone,
      minutes: rating.minutes,
      hours: formatHours(rating.minutes),
      ...(showsMoney &&
        rating.gross !== null && { gross: rating.gross, ...(program && { currency: program.currency }) }),
      ...explain(rating.account, await shownTo(sheet, context)),
    };
  },
});
