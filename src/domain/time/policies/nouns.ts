import { sql } from 'drizzle-orm';
import { z } from 'zod';
import type { Actor } from '../../../kernel/actor.ts';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun, type RowAt } from '../../../kernel/noun.ts';
import { codeOf, Id, text } from '../../../kernel/shapes.ts';
import { facility, program } from '../../programs/index.ts';
import { payToClient, readsPayRate } from '../../submissions/index.ts';
import { agreement } from '../../vendors/index.ts';
import { readsWorkerId, worker } from '../../workers/index.ts';
import { PayPolicy } from '../pay-rules/policy.ts';
import { permissions } from '../policy.ts';
import { payPolicies } from '../tables.ts';

/** Rules that say what is paid are shown where pay is; rules that say only what is billed, to all who read policies. */
const unlessPay = (row: RowAt, actor: Actor) => {
  const pay = payToClient(row, actor);
  return pay === true
    ? true
    : sql`(${pay} or not jsonb_path_exists(${row('rules')}, '$.** ? (@.payRate != null || @.payPercent != null)'))`;
};

export const payPolicy = noun({
  name: 'payPolicy',
  plural: 'payPolicies',
  summary:
    'The dated rules that split the hours of a workweek and price what stands on top of the rate; the most specific counts: a worker’s, an agreement’s, a facility’s, a state’s, the program’s.',
  table: payPolicies,
  read: permissions.readPolicies,
  fields: {
    programId: field(Id, { filter: true }),
    agreementId: field(Id.nullable(), { filter: true }),
    facilityId: field(Id.nullable(), { filter: true }),
    state: field(codeOf('state', 'OH').nullable(), { filter: true }),
    workerId: field(Id.nullable(), { filter: true, readers: readsWorkerId }),
    name: field(text(200), { filter: true, sort: true, search: true }),
    rules: field(PayPolicy, { dataClass: 'commercial', readers: readsPayRate, staged: unlessPay }),
    number: field(z.int().meta({ description: 'Grows by one with each revision.' }), { sort: true }),
    supersedesId: field(Id.nullable().meta({ description: 'The one that it revises.' }), { filter: true }),
    ...effectiveFields(),
  },
});

edge(payPolicy, 'programId', 'program', program, 'payPolicies');
edge(payPolicy, 'agreementId', 'agreement', agreement, 'payPolicies');
edge(payPolicy, 'facilityId', 'facility', facility, 'payPolicies');
edge(payPolicy, 'workerId', 'worker', worker, null);
edge(payPolicy, 'supersedesId', 'supersedes', payPolicy, null);
