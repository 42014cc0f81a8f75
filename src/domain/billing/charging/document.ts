/** A JSON value whose objects have their members in the order of their names, without white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** A party of a document as it was when the document was issued: lines of an address as they are printed. */
export interface Party {
  name: string;
  addressLines: string[];
  countryCode: string | null;
  taxId: string | null;
  electronicAddress: string | null;
  email: string | null;
}

/** What a document says besides its figures and lines; it never changes with the names and settings it was taken from. */
export interface Snapshot {
  seller: Party;
  buyer: Party;
  /** Where and how to pay, in lines as they are printed. */
  remitTo: string[];
  /** Days from issue to due. */
  termsDays: number;
  note: string | null;
  logoFileId: string | null;
  correctsNumber: string | null;
  /** The names of what lines and head name by id. */
  names: {
    program: string;
    vendors: Record<string, string>;
    facilities: Record<string, string>;
    units: Record<string, string>;
    costCenters: Record<string, string>;
    purchaseOrders: Record<string, string>;
  };
}

const headKeys = [
  'id',
  'kind',
  'number',
  'programId',
  'vendorId',
  'periodStart',
  'periodEnd',
  'correctsId',
  'reason',
  'currency',
  'gross',
  'fee',
  'net',
  'total',
  'issuedAt',
  'issuedOn',
] as const;
const lineKeys = [
  'number',
  'billingItemId',
  'description',
  'minutes',
  'rate',
  'amount',
  'feeAmount',
  'allocation',
] as const;

type Said<Keys extends readonly string[]> = Record<Keys[number], unknown>;

const said = <Keys extends readonly string[]>(row: Said<Keys>, keys: Keys) =>
  Object.fromEntries(keys.map((key) => [key, row[key as Keys[number]]])) as Said<Keys>;

/** What an issued document says and its hash covers; money and rates as canonical decimals. */
export const documentOf = (head: Said<typeof headKeys>, lines: readonly Said<typeof lineKeys>[]) => ({
  ...said(head, headKeys),
  lines: lines.map((line) => said(line, lineKeys)),
});

/**
 * The series a document is numbered in: one for each kind of each client program and each vendor, since the gaps of
 * a shared one would tell how much the others are billed.
 */
export const seriesOf = (prefix: string, ownerId: string): string =>
  `${prefix}-${ownerId.slice(-8).toUpperCase()}`;
