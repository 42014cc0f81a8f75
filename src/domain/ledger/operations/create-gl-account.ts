import { Problem } from '../../../kernel/errors.ts';
import { inHalves } from '../../../kernel/in-halves.ts';
import { bulkCommand } from '../../../kernel/operation.ts';
import {
  glAccountCreated,
  glAccountExists,
  GlAccountTerms,
  operatorGlAccountCreated,
} from '../model/account.ts';
import { ledgerOfOperator, ledgerOfWholeProgram } from '../model/period.ts';
import { glAccount } from '../nouns/gl-account.ts';
import { assertOwnLedger, permissions } from '../policy.ts';
import { glAccounts } from '../tables.ts';

export const createGlAccount = bulkCommand({
  name: 'createGlAccount',
  summary: 'Name an account of a general ledger; its number is there once in the ledger of a program.',
  rest: 'POST /gl-accounts',
  permission: permissions.manageAccounts,
  input: GlAccountTerms,
  output: glAccount,
  errors: [glAccountExists, ledgerOfWholeProgram, ledgerOfOperator],
  bulk: {
    name: 'createGlAccounts',
    rest: 'POST /gl-accounts/bulk',
    summary: 'Name up to 1,000 accounts, with a result for each row.',
  },
  async handleMany(inputs, context) {
    for (const { ledger } of inputs) assertOwnLedger(context.actor, ledger);
    const made = await inHalves(inputs, (some) => context.tx.insert(glAccounts, some), context);
    return made.map((row) => {
      if (row instanceof Problem) return row;
      const happened = row.ledger === 'operator' ? operatorGlAccountCreated : glAccountCreated;
      return { result: row, events: [happened(row, {})] };
    });
  },
});
