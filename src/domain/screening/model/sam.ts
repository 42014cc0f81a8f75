import type { FilePreset } from '../../../kernel/file-preset.ts';
import { listedDay } from './list-days.ts';

const said = (text: string | undefined, most = 300) => text?.trim().slice(0, most).trim() || undefined;

/** SAM.gov's public extract of exclusions; people are of the classification `Individual`, all others are firms here. */
export const samPreset: FilePreset = {
  columns: {
    Classification: 'general',
    Name: 'businessName',
    Prefix: null,
    First: 'firstName',
    Middle: 'middleName',
    Last: 'lastName',
    Suffix: null,
    'Address 1': 'address',
    'Address 2': null,
    'Address 3': null,
    'Address 4': null,
    City: 'city',
    'State / Province': 'state',
    Country: null,
    'Zip Code': 'zip',
    'Open Data Flag': null,
    'Blank (Deprecated)': null,
    'Unique Entity ID': null,
    DUNS: null,
    'Exclusion Program': 'program',
    'Excluding Agency': 'agency',
    'CT Code': null,
    'Exclusion Type': 'exclusionType',
    'Additional Comments': null,
    'Active Date': 'excludedOn',
    'Termination Date': 'endsOn',
    'Record Status': null,
    'Cross-Reference': null,
    'SAM Number': 'listNumber',
    CAGE: null,
    NPI: 'npi',
    Creation_Date: null,
  },
  inputOf(cells) {
    const isPerson = /^individual$/i.test(cells['Classification']?.trim() ?? '');
    const npi = said(cells['NPI']);
    return {
      ...(isPerson
        ? {
            lastName: said(cells['Last'], 100) ?? said(cells['Name'], 100),
            firstName: said(cells['First'], 100),
            middleName: said(cells['Middle'], 100),
          }
        : { businessName: said(cells['Name'], 200) }),
      general: said(cells['Classification'], 100),
      npi: npi && /^0+$/.test(npi) ? undefined : npi,
      address: said(cells['Address 1']),
      city: said(cells['City'], 100),
      state: said(cells['State / Province'], 50),
      zip: said(cells['Zip Code'], 20),
      exclusionType: said(cells['Exclusion Type'], 100),
      program: said(cells['Exclusion Program'], 100),
      agency: said(cells['Excluding Agency'], 100),
      listNumber: said(cells['SAM Number'], 50),
      excludedOn: listedDay(cells['Active Date']),
      endsOn: listedDay(cells['Termination Date']),
    };
  },
};
