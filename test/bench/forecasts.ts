import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { accuracyOf, type Scored } from '../../src/domain/forecasts/models/accuracy.ts';
import { serve, type Interval, type Served } from '../../src/domain/forecasts/models/serve.ts';

/**
 * `node test/bench/forecasts.ts [folder]`: the models of forecasts on real daily series of nursing homes (CMS Payroll-Based
 * Journal; the files' names are below). Each series is forecast 21 days (or 4 weeks) ahead from what came before, and the
 * model is chosen by its backtest within that: what is scored, no model has seen.
 */
const folder = process.argv[2] ?? '../shared/data/pbj';

type Days = Map<string, number>;

function daily(file: string, hours: (row: Record<string, string>) => number): Days[] {
  const rows: Record<string, string>[] = parse(gunzipSync(readFileSync(`${folder}/${file}`)), {
    columns: true,
  });
  const series = new Map<string, Days>();
  for (const row of rows) {
    const of = series.get(row['PROVNUM']!) ?? new Map<string, number>();
    of.set(row['WorkDate']!, hours(row));
    series.set(row['PROVNUM']!, of);
  }
  return [...series.values()];
}

const values = (days: Days): number[] =>
  [...days].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, hours]) => hours);
const contracted = (row: Record<string, string>): number =>
  Object.entries(row).reduce((sum, [name, hours]) => sum + (name.endsWith('_ctr') ? Number(hours) : 0), 0);
const summed = (days: readonly number[], length: number): number[] =>
  Array.from({ length: Math.floor(days.length / length) }, (_, at) =>
    days.slice(at * length, (at + 1) * length).reduce((sum, hours) => sum + hours, 0),
  );

interface Held {
  served: Served;
  actual: number[];
}

const hold = (series: readonly number[], ahead: number, season: number): Held => ({
  served: serve(series.slice(0, -ahead), ahead, season),
  actual: series.slice(-ahead),
});

const scored = (steps: readonly Interval[], actual: readonly number[]): Scored[] =>
  steps.map(({ value, ...interval }, step) => ({ forecast: value, actual: actual[step]!, ...interval }));

function report(title: string, held: readonly Held[], started: number): void {
  const text = (value: number | null) => (value === null ? '-' : value.toFixed(1)).padStart(7);
  const line = (name: string, points: readonly Scored[]) => {
    const { wape, mape, bias, coverage } = accuracyOf(points);
    console.log(`  ${name.padEnd(16)}${[wape, mape, bias, coverage].map(text).join('')}`);
  };
  const each = ((performance.now() - started) / held.length).toFixed(0);
  console.log(`${title}: ${held.length} forecasts, ${each} ms each`);
  console.log(`  ${'percent'.padEnd(16)}   WAPE   MAPE   bias  80 % held`);
  line(
    'baseline',
    held.flatMap(({ served, actual }) => scored(served.baseline, actual)),
  );
  line(
    'served',
    held.flatMap(({ served, actual }) => scored(served.steps, actual)),
  );
  const models = Map.groupBy(held, ({ served }) => served.model);
  console.log(`  serves: ${[...models].map(([model, some]) => `${model} ${some.length}`).join(', ')}`);
}

function run(title: string, series: readonly number[][], ahead: number, season: number): void {
  const started = performance.now();
  report(
    title,
    series.map((one) => hold(one, ahead, season)),
    started,
  );
}

const ny = daily('pbj_daily_2024Q1_NY_cna_contract.csv.gz', (row) => Number(row['Hrs_CNA_ctr'])).map(values);
run('New York, contract CNA hours, 2024Q1, 21 days ahead', ny, 21, 7);
const riWv = daily('pbj_daily_2023Q2_RI_WV.csv.gz', contracted).map(values);
run('Rhode Island and West Virginia, contract hours, 2023Q2, 21 days ahead', riWv, 21, 7);

// One home for years: whole weeks, forecast four ahead from every fourth week of its last two years.
const [home] = daily('pbj_daily_facility_335513_2017Q1_2024Q3.csv.gz', contracted);
const weeks = summed(values(home!), 7);
for (const [title, series, ahead, season] of [
  ['Facility 335513, contract hours a week, 4 weeks ahead', weeks, 4, 52],
  ['Facility 335513, contract hours a day, 21 days ahead', values(home!).slice(-1100), 21, 7],
] as const) {
  const started = performance.now();
  const step = season === 7 ? 28 : 4;
  const held = Array.from({ length: 26 }, (_, back) =>
    hold(series.slice(0, series.length - back * step), ahead, season),
  );
  report(title, held, started);
}
