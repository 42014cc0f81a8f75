/** A quarter of the federal fiscal year, which begins in October of the year before. */
export interface FederalQuarter {
  federalFiscalYear: number;
  reportQuarter: number;
}

/** Its days, both ends among them, and the last one on which CMS takes its journal (Policy Manual 1.2). */
export function daysOf({ federalFiscalYear, reportQuarter }: FederalQuarter) {
  const first = new Temporal.PlainDate(federalFiscalYear - 1, 10, 1).add({ months: 3 * (reportQuarter - 1) });
  const last = first.add({ months: 3 }).subtract({ days: 1 });
  return { from: first.toString(), to: last.toString(), dueOn: last.add({ days: 45 }).toString() };
}
