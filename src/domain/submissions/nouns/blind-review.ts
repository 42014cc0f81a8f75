import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../../kernel/actor.ts';
import type { FieldOptions, RowAt } from '../../../kernel/noun.ts';
import { programs } from '../../programs/index.ts';
import { submissions } from '../tables.ts';

const stages = [
  ['until_shortlisted', ['shortlisted', 'interview', 'offered', 'hired', 'fell_off'], 'shortlisted_at'],
  ['until_offered', ['offered', 'hired', 'fell_off'], 'offered_at'],
  ['until_hired', ['hired', 'fell_off'], 'hired_at'],
] as const;

/** Whether a submission, under an alias, came so far that its program shows a client whose it is. */
function isShown(row: RowAt, alias: string): SQL {
  const of = (column: string) => sql`${sql.identifier(alias)}.${sql.identifier(column)}`;
  const reached = stages.map(([setting, states, at]) => {
    const list = sql.raw(states.map((state) => `'${state}'`).join(', '));
    return sql`when ${sql.raw(`'${setting}'`)} then (${of(at)} is not null or ${of('state')} in (${list}))`;
  });
  return sql`exists (select from ${row.source(programs, 'blind_program')} where blind_program.tenant_id = ${of('tenant_id')}
    and blind_program.id = ${of('program_id')} and case blind_program.blind_review when 'none' then true ${sql.join(reached, sql` `)} else false end)`;
}

/** Whether the row shows a client the vendor behind the submission that the key names; each other side always knows. */
const shownBy =
  (key: 'id' | 'submissionId') =>
  (row: RowAt, { side }: Actor): SQL | true =>
    side !== 'client' ||
    sql`exists (select from ${row.source(submissions, 'blind')} where blind.tenant_id = ${row('tenantId')}
      and blind.id = ${row(key)} and ${isShown(row, 'blind')})`;

/** What tells a client of a submission's vendor, shown once blind review is over for it. */
export const ownBlind: FieldOptions = { staged: shownBy('id') };

/** The same of a row that belongs to a submission. */
export const blind: FieldOptions = { staged: shownBy('submissionId') };
