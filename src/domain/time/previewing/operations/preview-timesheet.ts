import { z } from 'zod';
import { refuse } from '../../../../kernel/errors.ts';
import { formatHours } from '../../../../kernel/hours.ts';
import { subtract, sum } from '../../../../kernel/money.ts';
import { query, type Context } from '../../../../kernel/operation.ts';
import { reference } from '../../../../kernel/shapes.ts';
import { asTenant } from '../../../../kernel/transaction.ts';
import { programs } from '../../../programs/index.ts';
import { explainCharge, type Shown } from '../../explanation.ts';
import { noPayPolicy, noRateInForce, timeOverlaps, type RatingAccount } from '../../model.ts';
import { explainPay } from '../../paying/explanation.ts';
import { workweekFor } from '../../policies/store.ts';
import { permissions } from '../../policy.ts';
import { materialOf } from '../../rating/material.ts';
import { rateMaterial } from '../../rating/rate.ts';
import { shownTo } from '../../rating/shown.ts';
import { ratingOf } from '../../rating/store.ts';
import { beginsWorkweek } from '../../rating/window.ts';
import { entriesOf, type TimesheetRow } from '../../store.ts';
import { timesheets } from '../../tables.ts';
import { chargeDifferences, feeOf, payDifferences } from '../differences.ts';
import { cardHasNoRate, TimesheetPreview, workweekDiffers } from '../model.ts';
import { feeTerms, type PreviewedFee } from '../store.ts';

/** How a week would be rated; what is absent is as it is. */
interface Otherwise {
  payPolicyId?: string | undefined;
  rateCardId?: string | undefined;
  agreementId?: string | undefined;
}

async function policyBy(sheet: TimesheetRow, { payPolicyId, agreementId }: Otherwise, context: Context) {
  if (payPolicyId || !agreementId) return payPolicyId;
  const found = await workweekFor({ ...sheet, agreementId }, sheet.weekStartsOn, context);
  if (!found) throw noPayPolicy();
  return found.payPolicyId;
}

async function ratedBy(sheet: TimesheetRow, otherwise: Otherwise, context: Context): Promise<RatingAccount> {
  const { rateCardId } = otherwise;
  const entries = await entriesOf(sheet, context);
  const payPolicyId = await policyBy(sheet, otherwise, context);
  const version = { sheet, entries, revision: sheet.revision, payPolicyId };
  const [material] = await materialOf([version], context, { cardId: rateCardId });
  if (!beginsWorkweek(sheet, material!.policy.rules.workweekStart)) throw workweekDiffers();
  if (rateCardId && material!.agreed.some(({ regular }) => regular === null)) throw cardHasNoRate();
  return rateMaterial(material!).account;
}

const paysMoney = (account: RatingAccount, { charges, pay }: Shown, fee: PreviewedFee | undefined) => {
  const paid = pay ? explainPay(account) : undefined;
  const divided = charges && fee ? feeOf(account.charges, fee) : undefined;
  return { ...(paid && { pay: paid }), ...(divided && { fee: divided }) };
};

const minutesOf = ({ counted }: RatingAccount) =>
  counted.reduce((total, { workedMinutes }) => total + workedMinutes, 0);

const grossOf = ({ charges }: RatingAccount) => sum(charges.map(({ amount }) => amount));

const sideOf = (account: RatingAccount, shown: Shown, fee: PreviewedFee | undefined) => ({
  policy: account.policy,
  ...(account.system !== undefined && { system: account.system }),
  minutes: minutesOf(account),
  hours: formatHours(minutesOf(account)),
  ...(shown.charges && { gross: grossOf(account) }),
  charges: account.charges.map((charge) => explainCharge(charge, shown.charges)),
  ...paysMoney(account, shown, fee),
});

/** Fees that come on top of what a vendor is paid are between the MSP and the client. */
const feeShown = (fee: PreviewedFee | undefined, { actor }: Context) =>
  actor.side === 'vendor' && fee?.feeModel === 'client_funded' ? undefined : fee;

export const previewTimesheet = query({
  name: 'previewTimesheet',
  summary:
    'How a week would be charged and paid under another pay policy, rate card or agreement, beside how it is; nothing changes.',
  rest: 'GET /timesheets/{timesheetId}/preview',
  permission: permissions.readEntries,
  input: z.strictObject({
    timesheetId: reference('timesheet'),
    payPolicyId: reference('payPolicy').optional(),
    rateCardId: reference('rateCard').optional().meta({
      description: 'Its lines for the order’s profession and specialty price the hours.',
    }),
    agreementId: reference('agreement').optional().meta({
      description: 'Its pay policy, where no other is named, and its fee.',
    }),
    revision: z.int().min(1).max(1_000).optional().meta({ description: 'The current one unless told.' }),
  }),
  output: TimesheetPreview,
  errors: [noPayPolicy, noRateInForce, timeOverlaps, workweekDiffers, cardHasNoRate],
  async handle({ timesheetId, revision, ...otherwise }, context) {
    const { tx } = context;
    const current = (await tx.find(timesheets, timesheetId))!;
    if (revision && revision > current.revision)
      throw refuse('/revision', 'unknown', `The latest version of the week is ${current.revision}.`);
    const sheet = { ...current, revision: revision ?? current.revision };
    const shown = await shownTo(sheet, context);
    const program = await tx.find(programs, sheet.programId);
    const { before, after, fees } = await asTenant(tx, async () => {
      const isRated = sheet.revision < current.revision || current.gross !== null;
      const kept = isRated ? await ratingOf(sheet.id, sheet.revision, context) : undefined;
      const agreed = otherwise.agreementId && (await feeTerms(sheet, otherwise.agreementId, context));
      if (otherwise.agreementId && !agreed)
        throw refuse(
          '/agreementId',
          'of_another_vendor',
          'The agreement is not the vendor’s in the program.',
        );
      const held = await feeTerms(sheet, undefined, context);
      return {
        before: kept?.account ?? (await ratedBy(sheet, {}, context)),
        after: await ratedBy(sheet, otherwise, context),
        fees: { before: held, after: agreed || held },
      };
    });
    const bothPay = shown.pay && before.pay && after.pay;
    return {
      timesheetId,
      revision: sheet.revision,
      ...(program && (shown.charges || shown.pay) && { currency: program.currency }),
      before: sideOf(before, shown, feeShown(fees.before, context)),
      after: sideOf(after, shown, feeShown(fees.after, context)),
      ...(shown.charges && {
        grossDifference: subtract(grossOf(after), grossOf(before)),
        lines: chargeDifferences(before, after),
      }),
      ...(bothPay && {
        payDifference: subtract(after.pay!.total, before.pay!.total),
        payLines: payDifferences(before, after),
      }),
    };
  },
});
