import { readFile, stat } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import type { SourceAnswer, SourceQuestion, SourceRecord } from '../../kernel/primary-source.ts';
import { SourceFault } from './source-fault.ts';

const cell = z.string().trim().default('');
const optional = cell.transform((text) => (text === '' ? null : text));
const yesNo = cell.transform((text, context) => {
  if (text === '') return null;
  if (/^(yes|true|y|1)$/i.test(text)) return true;
  if (/^(no|false|n|0)$/i.test(text)) return false;
  context.addIssue('is neither yes nor no');
  return z.NEVER;
});
const day = optional.refine(
  (text) => text === null || /^\d{4}-\d{2}-\d{2}$/.test(text),
  'is no day YYYY-MM-DD',
);

/** A row of a source's file: a license, a certification, or an exclusion. */
const row = z.object({
  last_name: optional,
  first_name: optional,
  birth_date: day,
  npi: optional,
  profession: optional,
  state: optional,
  certification: optional,
  number: optional,
  status: cell.refine((text) => text !== '', 'is empty'),
  in_force: yesNo.refine((value) => value !== null, 'is empty').transform((value) => value!),
  expires_on: day,
  multistate: yesNo,
  disciplined: yesNo,
});
type Row = z.output<typeof row>;

const same = (one: string | null, other: string | null) =>
  one !== null && other !== null && one.toLowerCase() === other.toLowerCase();

/** Whether the row is what the question is about: by number within its issuer, by NPI, or by name and birth date. */
function answers(found: Row, asked: SourceQuestion): boolean {
  const isPerson =
    same(found.last_name, asked.lastName) &&
    same(found.first_name, asked.firstName) &&
    same(found.birth_date, asked.birthDate);
  switch (asked.kind) {
    case 'license_board':
      return (
        same(found.state, asked.state) &&
        same(found.profession, asked.profession) &&
        same(found.number, asked.number)
      );
    case 'certification_issuer':
      return same(found.certification, asked.certification) && (same(found.number, asked.number) || isPerson);
    case 'exclusion_list':
      return same(found.npi, asked.npi) || isPerson;
  }
}

const recordOf = (found: Row): SourceRecord => ({
  number: found.number,
  status: found.status,
  isInForce: found.in_force,
  expiresOn: found.expires_on,
  multistate: found.multistate,
  disciplined: found.disciplined,
  lastName: found.last_name,
  npi: found.npi,
});

function read(text: string, path: string): Row[] {
  const rows = parse(text, { columns: true, bom: true, skip_empty_lines: true, trim: true }) as unknown[];
  return rows.map((given, place) => {
    const result = row.safeParse(given);
    if (result.success) return result.data;
    const [issue] = result.error.issues;
    throw new SourceFault(`${path}, row ${place + 1}: ${String(issue!.path[0])} ${issue!.message}`, 'final');
  });
}

/** Asks a CSV file of a source's records; it is read again whenever it has changed. */
export function fileSource(path: string): (asked: SourceQuestion) => Promise<SourceAnswer> {
  let held: { changedAt: number; rows: Row[] } | undefined;
  return async (asked) => {
    const { mtimeMs } = await stat(path).catch((error: unknown) => {
      throw new SourceFault(`${path} cannot be read (${(error as NodeJS.ErrnoException).code})`, 'passing');
    });
    if (held?.changedAt !== mtimeMs)
      held = { changedAt: mtimeMs, rows: read(await readFile(path, 'utf8'), path) };
    return { records: held.rows.filter((found) => answers(found, asked)).map(recordOf), reference: null };
  };
}
