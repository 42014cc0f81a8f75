import type { FilePreset } from '../../../../kernel/file-preset.ts';
import { professionOf } from '../occupations.ts';
import { countOf, figureOf, isTop, ofMay } from './wage-cells.ts';

const percentiles = ['h_pct10', 'h_pct25', 'h_median', 'h_pct75', 'h_pct90'] as const;

/** The nation's wages by occupation and year, as the BLS publishes them (OEWS); occupations of no profession are refused. */
export const oewsNationalPreset: FilePreset = {
  columns: {
    year: 'effectiveFrom',
    occ_code: 'profession',
    occ_title: null,
    o_group: null,
    tot_emp: 'observations',
    emp_prse: null,
    h_mean: 'mean',
    a_mean: null,
    mean_prse: null,
    h_pct10: 'p10',
    h_pct25: 'p25',
    h_median: 'p50',
    h_pct75: 'p75',
    h_pct90: 'p90',
    a_median: null,
  },
  inputOf(cells) {
    return {
      profession: professionOf(cells['occ_code']?.trim()),
      effectiveFrom: ofMay(cells['year']),
      observations: countOf(cells['tot_emp']),
      mean: figureOf(cells['h_mean']),
      p10: figureOf(cells['h_pct10']),
      p25: figureOf(cells['h_pct25']),
      p50: figureOf(cells['h_median']),
      p75: figureOf(cells['h_pct75']),
      p90: figureOf(cells['h_pct90']),
      isTopCoded: percentiles.some((name) => isTop(cells[name])),
    };
  },
};
