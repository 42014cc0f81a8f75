import { daysBetween, rangeOf } from '../../../kernel/day-range.ts';
import { Problem, refuse } from '../../../kernel/errors.ts';
import { madeInHalves } from '../../../kernel/in-halves.ts';
import { bulkCommand, type Context } from '../../../kernel/operation.ts';
import type { NewRow } from '../../../kernel/transaction.ts';
import {
  assertManagesCodes,
  payCodeCreated,
  payCodeOverlaps,
  payCodesOfWholeProgram,
  PayCodeTerms,
  vendorPayCodeCreated,
} from '../model/pay-code.ts';
import { receiverOf, typesOf } from '../model/receiver.ts';
import { payCode } from '../nouns/pay-code.ts';
import { permissions } from '../policy.ts';
import { payCodes } from '../tables.ts';

function rowOf(terms: PayCodeTerms, { actor }: Context): NewRow<typeof payCodes> {
  const { effectiveFrom, effectiveTo, component = null, profession = null, ...told } = terms;
  if (!typesOf(told.basis).includes(told.type))
    throw refuse('/type', 'not_of_basis', `There is no ${told.type} on the basis ${told.basis}.`);
  const { receiver, vendorId } = receiverOf(actor, told.vendorId);
  const effective = rangeOf(daysBetween(effectiveFrom, effectiveTo));
  return {
    ...told,
    description: told.description ?? null,
    component,
    profession,
    receiver,
    vendorId,
    effective,
  };
}

export const createPayCode = bulkCommand({
  name: 'createPayCode',
  summary:
    'Name the code by which your payroll knows minutes or earnings of a type; codes for just the same never overlap.',
  rest: 'POST /pay-codes',
  permission: permissions.manageCodes,
  input: PayCodeTerms,
  output: payCode,
  errors: [payCodeOverlaps, payCodesOfWholeProgram],
  bulk: {
    name: 'createPayCodes',
    rest: 'POST /pay-codes/bulk',
    summary: 'Name up to 1,000 pay codes, with a result for each row.',
  },
  async handleMany(inputs, context) {
    assertManagesCodes(context.actor);
    const made = await madeInHalves(
      inputs,
      (terms) => rowOf(terms, context),
      (some) => context.tx.insert(payCodes, some),
      context,
    );
    return made.map((result) => {
      if (result instanceof Problem) return result;
      const happened = result.receiver === 'vendor' ? vendorPayCodeCreated : payCodeCreated;
      return { result, events: [happened(result, {})] };
    });
  },
});
