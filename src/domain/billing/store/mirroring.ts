import { sql } from 'drizzle-orm';
import type { Fact } from '../../../kernel/event.ts';
import type { Context } from '../../../kernel/operation.ts';
import type { Row } from '../../../kernel/transaction.ts';
import { localDate } from '../../../kernel/zone.ts';
import { markExpensesInvoiced } from '../../expenses/index.ts';
import { programs } from '../../programs/index.ts';
import { markInvoiced } from '../../time/index.ts';
import { seriesOf } from '../charging/document.ts';
import type { Grouping } from '../issuing/grouping.ts';
import { isOfClient, snapshotOf } from '../issuing/snapshot.ts';
import { taxedBy, taxesByDraft } from '../issuing/taxing.ts';
import { invoiceIssued, invoiceIssuedToVendor } from '../model.ts';
import { profileOf, taxRulesById, taxRulesOn, type BillingProfile } from '../settings/store.ts';
import { invoices } from '../tables.ts';
import { expensesOf, fullyInvoiced, type Claimed } from './claiming.ts';
import { groupsOf, insertLines, type DocumentGroup, type InvoiceRow, type Side } from './documents.ts';
import {
  insertDrafts,
  insertTaxes,
  issueDrafts,
  type Draft,
  type DraftHead,
  type Issuing,
} from './issuing.ts';
import { namesOf, vendorsNamed } from './naming.ts';
import { listed } from './selection.ts';
import { taxablesOf, taxBasesOf, taxesStanding } from './taxing.ts';

/** What the documents of one making have in common; `corrected` where they credit a client's invoice and its mirrors. */
export interface Making extends Pick<
  DraftHead,
  'programId' | 'periodStart' | 'periodEnd' | 'reason' | 'runId' | 'issuedBy'
> {
  corrected: { invoice: InvoiceRow; statements: ReadonlyMap<string, InvoiceRow> } | null;
}

/** What one making issued. */
export interface Mirrored {
  /** The client's documents. */
  documents: InvoiceRow[];
  /** The vendors' documents. */
  mirrors: InvoiceRow[];
  events: Fact[];
}

/** The vendor statement, by vendor, that billed the items which these take back; held in the order of their ids. */
export async function statementsCorrected(
  { ids }: Claimed,
  { tx, actor }: Context,
): Promise<Map<string, InvoiceRow>> {
  const found = await tx.rows<{ id: string }>(sql`
    select distinct line.invoice_id as id from billing_items i
    join invoice_lines line on line.tenant_id = i.tenant_id and line.billing_item_id = i.corrects_id and line.side = 'vendor'
    where i.tenant_id = ${actor.tenantId} and i.id in ${listed(ids)}`);
  const held = await tx.takeAll(
    invoices,
    found.map(({ id }) => id),
  );
  return new Map([...held.values()].map((statement) => [statement.vendorId!, statement]));
}

const kindsOf = (making: Making) =>
  making.corrected
    ? ({ client: 'credit_memo', vendor: 'vendor_credit' } as const)
    : ({ client: 'client_invoice', vendor: 'vendor_statement' } as const);

/** A credit has in common what the document that it credits has. */
const headOf = (making: Making, side: Side, group: DocumentGroup, profile: BillingProfile): DraftHead => {
  const { corrected, ...common } = making;
  const kind = kindsOf(making)[side];
  const document = side === 'client' ? corrected?.invoice : corrected?.statements.get(group.vendorId!);
  const { facilityId, costCenterId, purchaseOrderId } = document ?? group;
  return {
    ...common,
    kind,
    correctsId: document?.id ?? null,
    series: seriesOf(profile.prefixes[kind], group.vendorId ?? common.programId),
    group: { ...group, facilityId, costCenterId, purchaseOrderId },
  };
};

/** How many days after a day another is. */
const daysAfter = (day: string, days: number) => Temporal.PlainDate.from(day).add({ days }).toString();

async function dressed(
  drafts: readonly Draft[],
  { making, profile, issuedOn, program }: Setting,
  context: Context,
): Promise<Issuing[]> {
  const ids = drafts.map(({ id }) => id);
  const { corrected, programId } = making;
  const bases = await taxBasesOf(ids, context);
  const rules = await taxRulesById([...new Set(bases.map(({ taxRuleId }) => taxRuleId))], context);
  const standing = corrected && bases.length > 0 ? await taxesStanding(corrected.invoice.id, context) : [];
  const taxes = taxesByDraft(bases, rules, standing);
  const names = await namesOf(ids, program.name, context);
  const vendors = await vendorsNamed(
    drafts.flatMap(({ vendorId }) => vendorId ?? []),
    { programId, day: issuedOn },
    context,
  );
  return drafts.map((draft) => {
    const { id, kind, vendorId } = draft;
    const vendor = vendorId === null ? null : vendors.get(vendorId)!;
    const termsDays = vendor?.termsDays ?? profile.termsDays;
    const credited = isOfClient(kind) ? corrected?.invoice : corrected?.statements.get(vendorId!);
    const correctsNumber = credited?.number ?? null;
    return {
      draft,
      taxes: taxes.get(id) ?? [],
      snapshot: snapshotOf(profile, names.get(id)!, { vendor, termsDays, correctsNumber }),
      // A credit is due to nobody on a day.
      dueOn: corrected ? null : daysAfter(issuedOn, termsDays),
    };
  });
}

interface Setting {
  making: Making;
  profile: BillingProfile;
  program: Row<typeof programs>;
  issuedOn: string;
}

/** Drafts of one side with their lines. */
async function drafted(
  side: Side,
  claimed: Claimed,
  { making, profile, issuedOn }: Setting,
  context: Context,
): Promise<Draft[]> {
  const grouping: Grouping = making.corrected ? 'program' : profile.grouping;
  const groups = await groupsOf(claimed, side, grouping, context);
  const drafts = await insertDrafts(
    groups.map((group) => headOf(making, side, group, profile)),
    context,
  );
  const rules =
    making.corrected || side === 'vendor' ? [] : await taxRulesOn(making.programId, issuedOn, context);
  const taxed = making.corrected
    ? 'as_credited'
    : rules.length === 0
      ? []
      : taxedBy(await taxablesOf(claimed, context), rules);
  const places = drafts.map(({ id, key }) => ({ id, key }));
  await insertLines(claimed, { side, grouping, drafts: places, taxed }, context);
  return drafts;
}

/**
 * Issues the client's documents and their mirrors to each vendor over the same items, which the caller has claimed, in
 * as many statements however many they are; `told` hears how many of them stand on documents.
 */
export async function issueMirrored(
  making: Making,
  claimed: Claimed,
  context: Context,
  told: (done: number) => void = () => undefined,
): Promise<Mirrored> {
  const program = (await context.tx.find(programs, making.programId))!;
  const issuedOn = localDate(context.now, program.timeZone);
  const profile = await profileOf(making.programId, context);
  const setting: Setting = { making, profile, program, issuedOn };
  const ofClient = await drafted('client', claimed, setting, context);
  told(Math.trunc(claimed.count / 3));
  const ofVendors = await drafted('vendor', claimed, setting, context);
  told(Math.trunc((claimed.count * 2) / 3));
  const issuing = await dressed([...ofClient, ...ofVendors], setting, context);
  await insertTaxes(issuing, context);
  const issued = await issueDrafts(issuing, issuedOn, context);
  told(claimed.count);
  const invoiced = await markInvoiced(await fullyInvoiced(claimed, context), context);
  const expensed = await markExpensesInvoiced(await expensesOf(claimed, context), context);
  const because = making.reason ?? undefined;
  return {
    documents: issued.slice(0, ofClient.length),
    mirrors: issued.slice(ofClient.length),
    events: [
      ...issued.map((document) =>
        (document.vendorId ? invoiceIssuedToVendor : invoiceIssued)(
          document,
          { kind: document.kind },
          because,
        ),
      ),
      ...invoiced,
      ...expensed,
    ],
  };
}
