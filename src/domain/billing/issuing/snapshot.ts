import type { Party, Snapshot } from '../charging/document.ts';
import type { InvoiceKind } from '../model.ts';
import type { z } from 'zod';

/** How a program's documents are headed. */
export interface Heading {
  seller: Party;
  buyer: Party;
  remitTo: readonly string[];
  note: string | null;
  logoFileId: string | null;
}

/** The names that a document's lines and head need, by id. */
export type Names = Snapshot['names'];

/** A vendor as its documents name it. */
export interface VendorWords {
  name: string;
  address: string | null;
}

type Kind = z.output<typeof InvoiceKind>;

/** Whether a document is the client's; the others are vendors'. */
export const isOfClient = (kind: Kind): boolean => kind === 'client_invoice' || kind === 'credit_memo';

const partyOf = ({ name, address }: VendorWords): Party => ({
  name,
  addressLines: (address ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== ''),
  countryCode: null,
  taxId: null,
  electronicAddress: null,
  email: null,
});

/**
 * What a document says besides figures and lines. To a client the program's seller sells; what a vendor is paid by is
 * billed in its name to that seller, who does not say there how it wants to be paid itself.
 */
export function snapshotOf(
  heading: Heading,
  names: Names,
  {
    vendor,
    termsDays,
    correctsNumber,
  }: { vendor: VendorWords | null; termsDays: number; correctsNumber: string | null },
): Snapshot {
  const { seller, buyer, note, logoFileId } = heading;
  return {
    seller: vendor ? partyOf(vendor) : seller,
    buyer: vendor ? seller : buyer,
    remitTo: vendor ? [] : [...heading.remitTo],
    termsDays,
    note: vendor ? null : note,
    logoFileId,
    correctsNumber,
    names,
  };
}
