import { systemActor } from '../../kernel/actor.ts';
import type { Context } from '../../kernel/operation.ts';
import { asTenant } from '../../kernel/transaction.ts';
import { boundaryAt, epochDay, instantAt } from '../../kernel/zone.ts';
import { programs } from '../programs/index.ts';
import { askMetrics, metricNamed, type MetricFigure } from '../reports/index.ts';
import type { ScorecardComponent } from './model/scorecard-definition.ts';
import type { ScoredComponent } from './model/scorecard.ts';
import type { PeriodDays } from './scoring/period.ts';
import type { Measured } from './scoring/score.ts';
import type { DefinitionRow } from './store/definitions.ts';
import { statedOver } from './store/scorecards.ts';

/** What was found of a component, and by which definition and evidence; null where it is not known. */
export interface Found {
  measured: Measured | null;
  definitionId: string;
  evidence: ScoredComponent['evidence'];
}

/** What is found of a vendor for a component. */
export type Findings = (component: ScorecardComponent, vendorId: string) => Found;

function measuredBy({ statistic }: ScorecardComponent, figure: MetricFigure | undefined): Measured | null {
  if (!figure) return null;
  const alone = (numerator: string | null) => numerator && { numerator, denominator: null };
  if (statistic !== 'value') return alone(figure[statistic]) || null;
  if (figure.value === null) return null;
  if (figure.numerator !== null && figure.denominator !== null)
    return { numerator: figure.numerator, denominator: figure.denominator };
  return alone(figure.value) || null;
}

/** The instant at which the last day of a period is over in a zone, or now where that is still to come. */
function endOf({ to }: PeriodDays, zone: string, now: string): string {
  const end = instantAt(boundaryAt(epochDay(to) + 1, '00:00', zone));
  return Temporal.Instant.compare(end, now) > 0 ? now : end;
}

/**
 * What the catalog of metrics and the operator's statements say of all vendors of a program in a period, counted over
 * the whole of the program, whatever the caller is bound to.
 */
export async function findingsOf(
  { programId, components }: Pick<DefinitionRow, 'programId' | 'components'>,
  days: PeriodDays,
  context: Context,
): Promise<Findings> {
  const asSystem: Context = { ...context, actor: systemActor(context.actor.tenantId) };
  const catalog = components.filter(({ source }) => source === 'catalog').map(({ measure }) => measure);
  const isOfInstant = (measure: string) => metricNamed(measure)?.cohort === null;
  const [ofPeriod, ofInstant] = [
    [...new Set(catalog.filter((measure) => metricNamed(measure) && !isOfInstant(measure)))],
    [...new Set(catalog.filter(isOfInstant))],
  ];
  const stating = components.filter(({ source }) => source === 'stated').map(({ measure }) => measure);
  return asTenant(context.tx, async () => {
    const program = (await context.tx.find(programs, programId))!;
    const asOf = endOf(days, program.timeZone, context.now);
    const asked = { by: ['vendor'], where: { program: [programId] } } as const;
    const figures: MetricFigure[] = [];
    if (ofPeriod.length > 0)
      figures.push(...(await askMetrics({ ...asked, ...days, metrics: ofPeriod }, asSystem)));
    if (ofInstant.length > 0)
      figures.push(...(await askMetrics({ ...asked, asOf, metrics: ofInstant }, asSystem)));
    const stated =
      stating.length === 0 ? [] : await statedOver({ programId, days, measures: stating }, asSystem);
    const key = (measure: string, vendorId: string) => `${measure} ${vendorId}`;
    const byFigure = new Map(
      figures
        // Of money in several currencies that of the program counts.
        .filter(({ currency }) => currency === null || currency === program.currency)
        .map((figure) => [key(figure.metric, figure.keys.vendor ?? ''), figure]),
    );
    const byStatement = new Map(stated.map((row) => [key(row.measure, row.vendorId), row]));
    const evidence = { periodFrom: days.from, periodTo: days.to };
    return (component, vendorId) => {
      const { measure, source, definitionId } = component;
      if (source === 'stated') {
        const row = byStatement.get(key(measure, vendorId));
        return {
          measured: row ? { numerator: row.numerator, denominator: row.denominator } : null,
          definitionId,
          evidence: {
            ...evidence,
            asOf: null,
            statedMeasureId: row?.id ?? null,
            stated: row?.evidence ?? null,
          },
        };
      }
      const figure = byFigure.get(key(measure, vendorId));
      return {
        measured: measuredBy(component, figure),
        definitionId: figure?.definitionId ?? definitionId,
        evidence: {
          ...evidence,
          asOf: isOfInstant(measure) ? asOf : null,
          statedMeasureId: null,
          stated: null,
        },
      };
    };
  });
}
