import type { FilePreset } from '../../../../kernel/file-preset.ts';
import { professionOf } from '../occupations.ts';
import { countOf, figureOf, hourlyOf, ofMay } from './wage-cells.ts';

/** A state's name as its own file has it stands for the state, another for an area of it. */
const placeOf = (state: string, wholes: readonly string[], name: string | undefined) => {
  const told = name?.trim();
  return { state, metro: told === undefined || wholes.includes(told) ? undefined : told };
};

/** Wages of Washington State's areas, as the state publishes them (OEWS). */
export const oewsWashingtonPreset: FilePreset = {
  columns: {
    ID: null,
    Year: 'effectiveFrom',
    'Area code': null,
    'Area name': 'metro',
    'SOC code': 'profession',
    'Occupational title': null,
    Employment: 'observations',
    'Average wage': 'mean',
    '25th Percentile': 'p25',
    '50th Percentile': 'p50',
    '75th Percentile': 'p75',
    'Annual wage': null,
  },
  inputOf(cells) {
    return {
      profession: professionOf(cells['SOC code']?.trim()),
      ...placeOf('WA', ['Washington'], cells['Area name']),
      effectiveFrom: ofMay(cells['Year']),
      observations: countOf(cells['Employment']),
      mean: figureOf(cells['Average wage']),
      p25: figureOf(cells['25th Percentile']),
      p50: figureOf(cells['50th Percentile']),
      p75: figureOf(cells['75th Percentile']),
    };
  },
};

/** Wages of New York State's regions, as the state publishes them: of a year, of a day that the import states. */
export const oewsNewYorkPreset: FilePreset = {
  columns: {
    'Area Type': null,
    Area: null,
    'Area Name': 'metro',
    'Standard Occupational Code': 'profession',
    'Occupational Title': null,
    Employment: 'observations',
    'Mean Wage': 'mean',
    'Median Wage': 'p50',
    'Entry Wage': null,
    'Experienced Wage': null,
  },
  inputOf(cells) {
    return {
      profession: professionOf(cells['Standard Occupational Code']?.trim()),
      ...placeOf('NY', ['New York State'], cells['Area Name']),
      observations: countOf(cells['Employment']),
      mean: hourlyOf(cells['Mean Wage']),
      p50: hourlyOf(cells['Median Wage']),
    };
  },
};
