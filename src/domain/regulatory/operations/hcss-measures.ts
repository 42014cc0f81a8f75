import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { fileQuery } from '../../../kernel/file-answer.ts';
import { reference } from '../../../kernel/shapes.ts';
import { askMetrics, Month } from '../../reports/index.ts';
import { HcssBy, hcssPack, HcssMeasures, hcssRowOf, measureMetrics } from '../model/hcss-pack.ts';
import { packFile, PackFormat, packFormats } from '../packs/pack.ts';
import { permissions } from '../policy.ts';
import { vendorNames } from '../store/vendor-names.ts';

const mostMonths = 36;

const lastDayOf = (month: string) => {
  const { daysInMonth } = Temporal.PlainYearMonth.from(month);
  return `${month}-${daysInMonth}`;
};

export const hcssMeasures = fileQuery({
  name: 'hcssMeasures',
  summary:
    'Do-not-return rates and personnel-file completeness by month, per diem and travel apart, of each firm unless told otherwise (The Joint Commission’s HCSS-4 to HCSS-7).',
  rest: 'GET /hcss-measures',
  permission: permissions.readHcss,
  input: z.strictObject({
    from: Month,
    to: Month,
    by: z.array(HcssBy).max(3).default(['vendor']),
    vendorId: reference('vendor').optional(),
    programId: reference('program').optional(),
    format: PackFormat.optional(),
  }),
  heavy: true,
  formats: packFormats(HcssMeasures),
  async handle({ from, to, vendorId, programId, format = 'json', ...asked }, context) {
    if (to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    if (Temporal.PlainYearMonth.from(from).until(to, { largestUnit: 'months' }).months >= mostMonths)
      throw refuse('/to', 'too_long', `At most ${mostMonths} months are counted at once.`);
    const by = [...new Set(asked.by)];
    const figures = await askMetrics(
      {
        metrics: measureMetrics,
        by,
        grain: 'month',
        from: `${from}-01`,
        to: lastDayOf(to),
        where: { ...(vendorId && { vendor: [vendorId] }), ...(programId && { program: [programId] }) },
      },
      context,
    );
    const vendors = [...new Set(figures.flatMap(({ keys }) => keys.vendor ?? []))];
    const names = await vendorNames(vendors, context);
    const rows = figures
      .flatMap((figure) => hcssRowOf(figure, names) ?? [])
      .toSorted(
        (one, other) =>
          one.measure.localeCompare(other.measure) ||
          one.month.localeCompare(other.month) ||
          (one.vendorName ?? '').localeCompare(other.vendorName ?? '') ||
          JSON.stringify(one).localeCompare(JSON.stringify(other)),
      );
    return packFile(hcssPack, format, `hcss-${from}-to-${to}`, { asOf: context.now, from, to, by }, rows);
  },
});
