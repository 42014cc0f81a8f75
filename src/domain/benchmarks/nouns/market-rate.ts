import { z } from 'zod';
import { edge, field, noun, type FieldOptions } from '../../../kernel/noun.ts';
import { codeOf, Day, Id, Instant, Rate, text } from '../../../kernel/shapes.ts';
import { vendor } from '../../vendors/index.ts';
import { MarketArea } from '../model/market-rate.ts';
import { permissions } from '../policy.ts';
import { marketRates, rateObservations } from '../tables.ts';
import { benchmarkSet } from './benchmark-set.ts';

// Of too few contributors nothing is shown, to nobody: whoever knows some of the rates would know the rest.
const disclosed: FieldOptions = { dataClass: 'commercial', staged: (row) => row('isDisclosed') };
const figure = field(Rate.nullable(), disclosed);
const count = field(z.int().nullable());

export const marketRate = noun({
  name: 'marketRate',
  summary:
    'What the market pays or charges for an hour, as percentiles: of a profession at a place from a day until the next, in its set’s currency.',
  table: marketRates,
  read: permissions.read,
  fields: {
    benchmarkSetId: field(Id, { filter: true }),
    programId: field(Id.nullable(), { filter: true }),
    profession: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    specialty: field(codeOf('specialty', 'icu').nullable(), { filter: true }),
    state: field(codeOf('state', 'OH').nullable(), { filter: true }),
    metro: field(text(100).nullable(), { filter: true, search: true }),
    areaKind: field(MarketArea, { filter: true }),
    effectiveFrom: field(Day, { filter: true, sort: true }),
    isObserved: field(
      z.boolean().meta({ description: 'Whether the percentiles are made from observations.' }),
      { filter: true },
    ),
    p10: figure,
    p25: figure,
    p50: figure,
    p75: figure,
    p90: figure,
    mean: figure,
    isTopCoded: field(
      z
        .boolean()
        .meta({ description: 'Percentiles that are missing at the top lie at or above what is published.' }),
    ),
    observations: field(
      z.int().nullable().meta({ description: 'Of how many rates, or people employed, it tells.' }),
    ),
    contributors: count,
    vendors: count,
    isDisclosed: field(
      z.boolean().meta({
        description:
          'Whether its figures are shown: published ones always, others of 5 contributors or more, vendors’ of 3 vendors besides.',
      }),
      { filter: true },
    ),
    withdrawnAt: field(
      Instant.nullable().meta({ description: 'Since when it counts no more; told again it counts.' }),
      { filter: true },
    ),
  },
});

export const rateObservation = noun({
  name: 'rateObservation',
  summary: 'A single rate that a market rate is made from; who said it is for those alone who keep the set.',
  table: rateObservations,
  read: permissions.readObservations,
  visibleTo: { client: 'none' },
  fields: {
    marketRateId: field(Id, { filter: true }),
    benchmarkSetId: field(Id, { filter: true }),
    rate: field(Rate, { dataClass: 'commercial', sort: true }),
    contributor: field(text(200).nullable(), { dataClass: 'commercial', filter: true }),
    observedVendorId: field(Id.nullable(), { dataClass: 'commercial', filter: true }),
    observedOn: field(Day.nullable(), { filter: true, sort: true }),
    withdrawnAt: field(Instant.nullable(), { filter: true }),
  },
});

edge(marketRate, 'benchmarkSetId', 'benchmarkSet', benchmarkSet, 'marketRates');
edge(rateObservation, 'marketRateId', 'marketRate', marketRate, 'observed');
edge(rateObservation, 'observedVendorId', 'observedVendor', vendor, null);
