import type { SourceRecord } from '../../kernel/primary-source.ts';
import type { SourceAnswer as CredentialAnswer } from '../credentials/index.ts';
import { normalizeName } from '../workers/index.ts';

/** What we state of the credential that was asked about. */
export interface Stated {
  lastName: string;
  number: string | null;
  expiresOn: string | null;
  multistate: boolean;
  disciplined: boolean;
}

export interface Judged {
  status: CredentialAnswer['status'];
  record: SourceRecord | undefined;
  /** Where the source's word and ours part. */
  differences: string[];
  /** Whether the record may be another person's: a person looks at it, and nothing is taken over. */
  isDoubtful: boolean;
}

const plain = (text: string | null) => text?.replace(/[\s-]/g, '').toLowerCase() ?? null;

/** The record that tells of the credential: the one of its number, else the only one. */
function recordFor({ number }: Stated, records: readonly SourceRecord[]): SourceRecord | undefined {
  const same = records.filter((record) => plain(record.number) === plain(number));
  return (
    same.find(({ isInForce }) => isInForce) ?? same[0] ?? (records.length === 1 ? records[0] : undefined)
  );
}

function statusOf(record: SourceRecord, today: string): Judged['status'] {
  if (record.isInForce) return 'active';
  return record.expiresOn !== null && record.expiresOn < today ? 'expired' : 'revoked';
}

/** What a source's records mean for a credential as we state it; `today` is `YYYY-MM-DD`. */
export function judgeRecords(stated: Stated, records: readonly SourceRecord[], today: string): Judged {
  const record = recordFor(stated, records);
  if (!record) return { status: 'not_found', record, differences: [], isDoubtful: records.length > 0 };
  const otherName =
    record.lastName !== null && normalizeName('', record.lastName) !== normalizeName('', stated.lastName);
  const otherNumber = record.number !== null && plain(record.number) !== plain(stated.number);
  const differs = (key: 'expiresOn' | 'multistate' | 'disciplined') =>
    record[key] !== null && record[key] !== stated[key];
  return {
    status: statusOf(record, today),
    record,
    differences: [
      ...(otherName ? ['lastName'] : []),
      ...(otherNumber ? ['number'] : []),
      ...(['expiresOn', 'multistate', 'disciplined'] as const).filter(differs),
    ],
    isDoubtful: otherName || otherNumber,
  };
}
