import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';

export interface Hospital {
  ccn: string;
  hospital_name: string;
  address: string;
  city: string;
  state: string;
  beds: string;
}

const extract = new URL('../../../test/fixtures/health_system_hospitals.csv', import.meta.url);

/** The hospitals of one real US health system (public data of AHRQ and CMS; provenance beside the file). */
export const realHospitals = (): Hospital[] => parse(readFileSync(extract), { columns: true }) as Hospital[];

/** A few invented sites, for a sandbox without the extract at hand. */
export const inventedHospitals: readonly Hospital[] = [
  {
    ccn: '360901',
    hospital_name: 'Lakeshore Columbus',
    address: '1 Harbor Way',
    city: 'COLUMBUS',
    state: 'OH',
    beds: '420',
  },
  {
    ccn: '050901',
    hospital_name: 'Lakeshore Oakland',
    address: '2 Pier Street',
    city: 'OAKLAND',
    state: 'CA',
    beds: '310',
  },
  {
    ccn: '360902',
    hospital_name: 'Lakeshore Dublin',
    address: '3 Mill Road',
    city: 'DUBLIN',
    state: 'OH',
    beds: '120',
  },
];

const zones: Readonly<Record<string, string>> = { OH: 'America/New_York', CA: 'America/Los_Angeles' };

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** The hospitals as a file for the bulk endpoint of facilities, by their CMS certification numbers. */
export function facilitiesCsv(hospitals: readonly Hospital[], programId: string): string {
  const header = 'externalId.system,externalId.id,programId,name,state,timeZone,ccn,address,city,beds';
  const rows = hospitals.map(({ ccn, hospital_name, address, city, state, beds }) =>
    ['cms', ccn, programId, hospital_name, state, zones[state]!, ccn, address, city, beds]
      .map(cell)
      .join(','),
  );
  return `${[header, ...rows].join('\n')}\n`;
}
