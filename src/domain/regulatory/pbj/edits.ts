import { z } from 'zod';
import { Day } from '../../../kernel/shapes.ts';
import { hoursOfHundredths, hundredthsOf } from '../../../kernel/hours.ts';
import type { JournalDay } from './submission-xml.ts';

/** Why CMS would refuse the file: which of its edits, and where. */
export const PbjEdit = z
  .strictObject({
    edit: z.string().meta({ description: 'CMS’s number of the edit.', examples: ['-4025'] }),
    employeeId: z.string(),
    workDate: Day,
    message: z.string(),
  })
  .meta({ id: 'PbjEdit' });
export type PbjEdit = z.output<typeof PbjEdit>;

/** The most hours that the journal takes of one person on one day, over all titles, in hundredths: 22.50. */
const mostHundredths = 2_250;

/** What CMS would refuse the whole file for, among what the rows can be wrong in; `today` is the facility's. */
export function editsOf(days: readonly JournalDay[], today: string): PbjEdit[] {
  const totals = new Map<string, { employeeId: string; workDate: string; hundredths: number }>();
  for (const { employeeId, workDate, hours } of days) {
    const key = `${employeeId}|${workDate}`;
    const held = totals.get(key) ?? { employeeId, workDate, hundredths: 0 };
    held.hundredths += hundredthsOf(hours);
    totals.set(key, held);
  }
  const sums = [...totals.values()];
  return [
    ...sums
      .filter(({ hundredths }) => hundredths > mostHundredths)
      .map(({ employeeId, workDate, hundredths }) => ({
        edit: '-4025',
        employeeId,
        workDate,
        message: `${hoursOfHundredths(hundredths)} hours on one day; at most 22.50 are taken.`,
      })),
    ...sums
      .filter(({ workDate }) => workDate > today)
      .map(({ employeeId, workDate }) => ({
        edit: '-4002',
        employeeId,
        workDate,
        message: 'The day is in the future.',
      })),
  ];
}
