import type { z } from 'zod';
import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { Problem, refuse } from '../../../kernel/errors.ts';
import { madeInHalves } from '../../../kernel/in-halves.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import type { NewRow, Row } from '../../../kernel/transaction.ts';
import { costCenters } from '../../programs/index.ts';
import {
  glMappingCreated,
  glMappingOverlaps,
  GlMappingTerms,
  ledgerOf,
  operatorGlMappingCreated,
  purposeOfOtherLedger,
} from '../model/account.ts';
import { ledgerOfOperator, ledgerOfWholeProgram } from '../model/period.ts';
import { glMapping } from '../nouns/gl-account.ts';
import { assertOwnLedger, permissions } from '../policy.ts';
import { glAccounts, glMappings } from '../tables.ts';

type Terms = z.output<typeof GlMappingTerms>;

function rowOf(
  terms: Terms,
  account: Row<typeof glAccounts>,
  centers: ReadonlyMap<string, Row<typeof costCenters>>,
): NewRow<typeof glMappings> {
  const {
    effectiveFrom,
    effectiveTo,
    itemKind = null,
    hourType = null,
    costCenterId = null,
    ...told
  } = terms;
  const { programId, ledger } = account;
  if (ledgerOf(told.purpose) !== ledger)
    throw purposeOfOtherLedger({
      errors: [
        { pointer: '/purpose', code: 'of_other_ledger', message: `It is not of the ${ledger}’s ledger.` },
      ],
    });
  if (costCenterId && centers.get(costCenterId)?.programId !== programId)
    throw refuse('/costCenterId', 'of_other_program', 'It is of another program than the account.');
  const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
  return { ...told, itemKind, hourType, costCenterId, programId, ledger, effective };
}

export const createGlMapping = bulkCommand({
  name: 'createGlMapping',
  summary: 'Say to which account money of a purpose goes; mappings for just the same never overlap.',
  rest: 'POST /gl-mappings',
  permission: permissions.manageAccounts,
  input: GlMappingTerms,
  output: glMapping,
  errors: [glMappingOverlaps, purposeOfOtherLedger, ledgerOfWholeProgram, ledgerOfOperator],
  bulk: {
    name: 'createGlMappings',
    rest: 'POST /gl-mappings/bulk',
    summary: 'Map up to 1,000 purposes, with a result for each row.',
  },
  async handleMany(inputs, context) {
    const { tx, actor } = context;
    const accounts = await tx.takeAll(glAccounts, [...new Set(inputs.map(({ accountId }) => accountId))]);
    const centers = await tx.takeAll(costCenters, [
      ...new Set(inputs.flatMap(({ costCenterId }) => costCenterId ?? [])),
    ]);
    for (const { ledger } of accounts.values()) assertOwnLedger(actor, ledger);
    const made = await madeInHalves(
      inputs,
      (terms) => rowOf(terms, accounts.get(terms.accountId)!, centers),
      (some) => tx.insert(glMappings, some),
      context,
    );
    return made.map((result) => {
      if (result instanceof Problem) return result;
      const happened = result.ledger === 'operator' ? operatorGlMappingCreated : glMappingCreated;
      return { result, events: [happened(result, {})] };
    });
  },
});
