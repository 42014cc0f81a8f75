import { z } from 'zod';
import { hoursShown } from '../../../kernel/hours.ts';
import { edge, field, noun, type FieldOptions } from '../../../kernel/noun.ts';
import { Amount, Day, Id, Rate, text } from '../../../kernel/shapes.ts';
import { readsWorkerId } from '../../workers/index.ts';
import { timesheet } from '../nouns.ts';
import { otherPayItems, timesheetPayLines } from '../tables.ts';
import { Earning, OtherPayTreatment } from './model.ts';
import { payShown, payShownWithinScope, permissions, readsPay } from './policy.ts';

const scope = {
  programId: field(Id, { filter: true }),
  facilityId: field(Id, { filter: true }),
  unitId: field(Id, { filter: true }),
  vendorId: field(Id, { filter: true }),
  workerId: field(Id, { filter: true, readers: readsWorkerId }),
};
const visibleTo = { vendor: 'scoped', worker: 'scoped', client: payShownWithinScope } as const;
const pay: FieldOptions = { dataClass: 'pay', readers: readsPay, staged: payShown };

export const timesheetPayLine = noun({
  name: 'timesheetPayLine',
  summary: 'A day’s part of what a week is paid for one earning at one rate, with the rule that made it so.',
  table: timesheetPayLines,
  read: permissions.read,
  fields: {
    timesheetId: field(Id, { filter: true }),
    ...scope,
    revision: field(z.int(), { filter: true }),
    workDate: field(Day, { filter: true, sort: true }),
    lineNumber: field(z.int().meta({ description: 'Which pay line of the week it is a day of.' }), {
      filter: true,
      sort: true,
    }),
    earning: field(Earning, { filter: true }),
    code: field(z.string().nullable(), { filter: true }),
    minutes: field(z.int(), { sort: true }),
    hours: field(z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['12.00'] }), {
      value: (row) => hoursShown(row('minutes')),
    }),
    rate: field(Rate.nullable().meta({ description: 'Per hour, to 4 places; the amount is exact.' }), pay),
    amount: field(Amount, pay),
    rule: field(z.string().meta({ examples: ['weekly_overtime'] })),
    citation: field(z.string().nullable()),
  },
  visibleTo,
});

export const otherPayItem = noun({
  name: 'otherPayItem',
  summary: 'Pay of a week that is for no minutes: a bonus, a stipend, an allowance.',
  table: otherPayItems,
  read: permissions.read,
  fields: {
    timesheetId: field(Id, { filter: true }),
    ...scope,
    revision: field(z.int(), { filter: true }),
    code: field(z.string(), { filter: true }),
    amount: field(Amount, pay),
    earnedOn: field(Day, { filter: true, sort: true }),
    treatment: field(OtherPayTreatment, { filter: true }),
    note: field(text(1_000).nullable(), pay),
  },
  visibleTo,
});

edge(timesheetPayLine, 'timesheetId', 'timesheet', timesheet, 'payLines');
edge(otherPayItem, 'timesheetId', 'timesheet', timesheet, 'otherPay');
