import { oneOf } from '../../../kernel/shapes.ts';
import { fileQuery } from '../../../kernel/file-answer.ts';
import { answerOf } from '../asking/answer-of.ts';
import { draw } from '../charts/draw.ts';
import { chartOf } from '../charts/of-answer.ts';
import { dayMembers, MetricTerms, questionOf } from '../metrics/terms.ts';
import { permissions } from '../policy.ts';

const formats = { svg: { mediaType: 'image/svg+xml' } } as const;

export const metricChart = fileQuery({
  name: 'metricChart',
  summary:
    'The answer of a query of metrics as a picture (SVG): lines through periods, or bars; of one unit, the largest where there are too many to read.',
  rest: 'GET /reports/chart',
  permission: permissions.readMetrics,
  input: MetricTerms.extend({
    ...dayMembers,
    chart: oneOf('ChartKind', ['line', 'bar'])
      .optional()
      .meta({ description: 'Absent: a line where there is a grain, else bars.' }),
    format: oneOf('ChartFormat', ['svg']).default('svg'),
  }),
  formats,
  heavy: true,
  async handle({ from, to, asOf, chart, format: _, ...terms }, context) {
    const answer = await answerOf(questionOf(terms, { from, to, asOf }), context);
    return {
      mediaType: formats.svg.mediaType,
      fileName: `${terms.metrics.join('-').slice(0, 80)}.svg`,
      pieces: [await draw(chartOf(answer, chart))],
    };
  },
});
