import type { FilePreset } from '../../../../kernel/file-preset.ts';
import { stateCodes } from './state-names.ts';
import { countOf, figureOf, ofMay } from './wage-cells.ts';

/** Registered nurses' wages by state and year, as the BLS publishes them (OEWS). */
export const oewsStatePreset: FilePreset = {
  columns: {
    State: 'state',
    Year: 'effectiveFrom',
    Total_Employed_RN: 'observations',
    'Employed _Standard_Error_Pct': null,
    Hourly_Wage_Avg: 'mean',
    Hourly_Wage_Median: 'p50',
    Annual_Salary_Avg: null,
    Annual_Salary_Median: null,
    Wage_Salary_standard_error_Pct: null,
    Hourly_10th_Percentile: 'p10',
    Hourly_25th_Percentile: 'p25',
    Hourly_75th_Percentile: 'p75',
    Hourly_90th_Percentile: 'p90',
    Annual_10th_Percentile: null,
    Annual_25th_Percentile: null,
    Annual_75th_Percentile: null,
    Annual_90th_Percentile: null,
    Location_Quotient: null,
    Total_Employed_National_Aggregate: null,
    Total_Employed_Healthcare_National_Aggregate: null,
    Total_Employed_Healthcare_State_Aggregate: null,
    Yearly_Total_Employed_State_Aggregate: null,
  },
  inputOf(cells) {
    const name = cells['State']?.trim();
    return {
      profession: 'rn',
      state: name === undefined ? undefined : (stateCodes[name] ?? name),
      effectiveFrom: ofMay(cells['Year']),
      observations: countOf(cells['Total_Employed_RN']),
      mean: figureOf(cells['Hourly_Wage_Avg']),
      p10: figureOf(cells['Hourly_10th_Percentile']),
      p25: figureOf(cells['Hourly_25th_Percentile']),
      p50: figureOf(cells['Hourly_Wage_Median']),
      p75: figureOf(cells['Hourly_75th_Percentile']),
      p90: figureOf(cells['Hourly_90th_Percentile']),
    };
  },
};
