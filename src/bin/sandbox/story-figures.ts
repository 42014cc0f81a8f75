import type { Stage } from './lakeshore.ts';
import { expectEqual, refusal } from './play.ts';
import type { Quarter } from './story-quarter.ts';

type Say = (line: string) => void;
type Json = Record<string, any>;

const days = { from: '2026-01-01', to: '2026-03-31' };
const asked = new URLSearchParams(days).toString();

/** What the story says of the quarter's hiring: numerator, denominator, and the figure as people say it. */
const said: Record<string, [numerator: string, denominator: string | null, percent: string | null]> = {
  positions_opened: ['26', null, null],
  positions_canceled: ['3', null, null],
  positions_filled: ['21', null, null],
  fill_rate_gross: ['21', '26', '80.77'],
  fill_rate_net: ['21', '23', '91.30'],
  submissions: ['78', null, null],
  submission_to_interview: ['42', '78', '53.85'],
  interview_to_offer: ['27', '42', '64.29'],
  offer_acceptance: ['23', '27', '85.19'],
  submission_to_start: ['21', '78', '26.92'],
  fall_off_rate: ['2', '23', '8.70'],
  starts: ['21', null, null],
};

const percentOf = (value: string) => (Number(value) * 100).toFixed(2);

/** Step 16: the quarter's hiring in figures, the same by REST, by GraphQL and as CSV. */
export async function countHiring({ manager }: Quarter, say: Say): Promise<void> {
  const metrics = [...Object.keys(said), 'time_to_fill'];
  const path = `/reports/query?metrics=${metrics.join(',')}&${asked}`;
  const { rows } = await manager.get(path);
  const found = (name: string) => (rows as Json[]).find(({ metric }) => metric === name)!;
  for (const [name, [numerator, denominator, percent]] of Object.entries(said)) {
    const row = found(name);
    expectEqual(name, [row['numerator'], row['denominator']], [numerator, denominator]);
    if (percent !== null) expectEqual(name, percentOf(row['value']), percent);
  }
  const fill = found('time_to_fill');
  expectEqual(
    'days to fill',
    [Number(fill['value']).toFixed(2), fill['median'], fill['p90']],
    ['7.90', '7', '14'],
  );

  const { metricQuery } = await manager.graphql(
    `query($metrics: [String!]!) { metricQuery(metrics: $metrics, from: "${days.from}", to: "${days.to}") {
      rows { metric definitionId value numerator denominator median p90 } } }`,
    { metrics },
  );
  const told = (row: Json) =>
    ['metric', 'definitionId', 'value', 'numerator', 'denominator', 'median', 'p90'].map((name) => row[name]);
  expectEqual('GraphQL as REST', metricQuery.rows.map(told), (rows as Json[]).map(told));
  say(
    `16 The quarter: 26 opened, 3 canceled by the client, 21 filled: ${percentOf(found('fill_rate_gross')['value'])} % gross, ${percentOf(found('fill_rate_net')['value'])} % net; 78 submissions, 42 interviewed, 27 offers, 23 accepted, 2 fallen off, 21 starts; days to fill mean 7.90, median 7, p90 14`,
  );
}

const market = ['88', '92', '95', '96', '98', '99', '101', '104', '106.78', '112'];

/** Step 16: ten rates of the market, their percentiles, and where 98 stands among them. */
export async function placeRate({ manager, recruiters, programId }: Quarter, say: Say): Promise<void> {
  const { id: benchmarkSetId } = await manager.post('/benchmark-sets', {
    programId,
    name: 'RN ICU, Ohio, as observed',
    source: 'Lakeshore’s own survey of January 2026',
    basis: 'published',
    measure: 'bill_rate',
  });
  const cell = { profession: 'rn', specialty: 'icu', state: 'OH' };
  await manager.post('/rate-observations/bulk', {
    items: market.map((rate) => ({ benchmarkSetId, ...cell, effectiveFrom: '2026-01-01', rate })),
  });
  await manager.post(`/benchmark-sets/${benchmarkSetId}/activate`);
  const place = new URLSearchParams({
    programId,
    ...cell,
    measure: 'bill_rate',
    on: '2026-02-02',
    rate: '98',
    percentiles: '25,50,75,90',
  });
  const { rank, percentiles } = await manager.get(`/benchmarks/position?${place.toString()}`);
  expectEqual(
    'percentiles',
    (percentiles as Json[]).map(({ rate }) => Number(rate)),
    [95.25, 98.5, 103.25, 107.302],
  );
  expectEqual('rank of 98', Number(rank).toFixed(1), '44.4');
  expectEqual(
    'an agency',
    await refusal(recruiters[0]!.get(`/benchmarks/position?${place.toString()}`)),
    'permission_missing',
  );
  say(
    '16 The market for an RN in ICU in Ohio: p25 95.25, p50 98.50, p75 103.25, p90 107.302; 98 ranks at 44.4 %',
  );
}

/** Step 16: what was forecast for four weeks of January, and what came. */
export async function compareForecast({ manager, unitId }: Quarter, say: Say): Promise<void> {
  const weeks = ['2026-01-04', '2026-01-11', '2026-01-18', '2026-01-25'];
  const { forecast } = await manager.mutate(
    'stateForecast',
    {
      unitId,
      profession: 'rn',
      basis: 'IMPORTED',
      firstWeekStart: weeks[0],
      weeks: ['1200', '1150', '1300', '1250'].map((value) => ({ value })),
    },
    'forecast { id }',
  );
  const came = ['1180', '1210', '1275', '1330'];
  await manager.post('/demand-observations/bulk', {
    items: weeks.map((localDate, week) => ({ unitId, profession: 'rn', localDate, hours: came[week] })),
  });
  const { served } = await manager.get(`/forecasts/${forecast.id}/accuracy`);
  expectEqual('accuracy', [served.mape, served.wape, served.bias], ['3.6574', '3.7037', '-1.9019']);
  say(
    '16 Forecast 1,200, 1,150, 1,300, 1,250 against 1,180, 1,210, 1,275, 1,330: MAPE 3.6574 %, WAPE 3.7037 %, bias −1.9019 %',
  );
}

/** Step 16: what the first terms of A save against the set that the program compares with. */
export async function savingsStep({ cast, programId, vendorIds }: Stage, say: Say): Promise<void> {
  const { id: benchmarkSetId } = await cast.manager.post('/benchmark-sets', {
    programId,
    name: 'RN ICU, Ohio',
    source: 'The market as Keystone sees it',
    basis: 'published',
    measure: 'bill_rate',
  });
  const cell = {
    profession: 'rn',
    specialty: 'icu',
    state: 'OH',
    effectiveFrom: '2026-01-01',
    p50: '106.78',
  };
  await cast.manager.post('/market-rates', { benchmarkSetId, ...cell });
  await cast.manager.post(`/benchmark-sets/${benchmarkSetId}/activate`);
  const chosen = { programId, benchmarkSetId, effectiveFrom: '2026-01-01' };
  await cast.manager.post('/savings-benchmarks', chosen);
  const { rows } = await cast.clientFinance.get(
    `/reports/query?metrics=savings_vs_benchmark_contracted&by=vendor&vendorId=${vendorIds[0]}&from=2026-02-01&to=2026-02-28`,
  );
  const [saved] = rows as Json[];
  expectEqual('savings of A', [saved?.['value'], saved?.['currency']], ['4109.04', 'USD']);
  say('16 Savings of A: 468 contracted hours × (106.78 − 98) = 4,109.04');
}
