import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { fileQuery } from '../../../kernel/file-answer.ts';
import { Day, oneOf, reference } from '../../../kernel/shapes.ts';
import { chartOf, draw } from '../../reports/index.ts';
import { ProgramReview } from '../model.ts';
import { drawnHeight, pdfOf } from '../pdf.ts';
import { permissions } from '../policy.ts';
import { reviewOf } from '../reviewing.ts';

const formats = {
  json: { mediaType: 'application/json', shape: ProgramReview },
  pdf: { mediaType: 'application/pdf' },
} as const;

/** A review is of a period that people speak of. */
const mostDays = 400;

export const programReview = fileQuery({
  name: 'programReview',
  summary:
    'How a program did over days, beside the days before: headline metrics, months, vendors with scores and standing, facilities; as JSON, or on two pages to print.',
  rest: 'GET /programs/{programId}/review',
  permission: permissions.read,
  input: z.strictObject({
    programId: reference('program'),
    from: Day,
    to: Day,
    format: oneOf('ReviewFormat', ['json', 'pdf'])
      .optional()
      .meta({ description: 'JSON where none is given; on REST the Accept header may choose instead.' }),
  }),
  formats,
  heavy: true,
  async handle({ programId, from, to, format = 'json' }, context) {
    if (to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    if (Temporal.PlainDate.from(from).until(to).days >= mostDays)
      throw refuse('/to', 'too_long', `At most ${mostDays} days are reviewed at once.`);
    const { review, drawn } = await reviewOf({ programId, from, to }, context);
    const { mediaType } = formats[format];
    const fileName = `review-${from}-${to}.${format}`;
    if (format === 'json') return { mediaType, fileName, pieces: [JSON.stringify(review)] };
    const charts: string[] = [];
    for (const answer of drawn.filter(({ rows }) => rows.length > 0))
      charts.push(await draw(chartOf(answer, 'bar'), drawnHeight));
    return { mediaType, fileName, pieces: pdfOf(review, charts) };
  },
});
