import type { SourceRecord } from '../../../kernel/primary-source.ts';
import type { StatedRecord } from './exclusion-record.ts';

/** Who a worker is, as a source is asked about it. */
export interface Asked {
  workerId: string;
  firstName: string;
  lastName: string;
  npi: string | null;
}

/** What a source that lists a worker says, as a record: of its name what was asked, where the source does not say it. */
export function listedRecord(
  { status, number, lastName, npi, expiresOn }: SourceRecord,
  asked: Asked,
  today: string,
): StatedRecord {
  return {
    lastName: lastName?.slice(0, 100) || asked.lastName,
    firstName: asked.firstName,
    npi: npi && /^\d{10}$/.test(npi) ? npi : undefined,
    exclusionType: status.slice(0, 100),
    // Two of one name whom a source lists without a number are two exclusions.
    listNumber: (number || asked.workerId).slice(0, 50),
    // No source says since when: since it said so first.
    excludedOn: today,
    endsOn: expiresOn !== null && expiresOn >= today ? expiresOn : undefined,
  };
}
