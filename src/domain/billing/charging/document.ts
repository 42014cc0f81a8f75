import { hourTypes } from '../../time/index.ts';

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

interface Listed {
  vendorId: string;
  workerId: string | null;
  sourceId: string;
  hourType: string | null;
  lineKey: string;
}

const places: readonly string[] = hourTypes;
const rank = (type: string | null) => {
  const place = places.indexOf(type ?? '');
  return String(place < 0 ? places.length : place).padStart(2, '0');
};
const orderKey = (item: Listed) =>
  [item.vendorId, item.workerId ?? '', item.sourceId, rank(item.hourType), item.lineKey].join(' ');

/** The order of lines on a document: by vendor, worker, source, then hours before differentials. */
export const inDocumentOrder = <Item extends Listed>(items: readonly Item[]): Item[] =>
  items
    .map((item) => ({ item, key: orderKey(item) }))
    .toSorted((one, other) => (one.key < other.key ? -1 : one.key > other.key ? 1 : 0))
    .map(({ item }) => item);

const prefixes = {
  client_invoice: 'CI',
  vendor_statement: 'VS',
  credit_memo: 'CM',
  vendor_credit: 'VC',
} as const;

/**
 * The series a document is numbered in: one for each kind of each client program and each vendor, since the gaps of
 * a shared one would tell how much the others are billed.
 */
export function seriesOf(head: {
  kind: keyof typeof prefixes;
  programId: string;
  vendorId: string | null;
}): string {
  const owner = head.vendorId ?? head.programId;
  return `${prefixes[head.kind]}-${owner.slice(-8).toUpperCase()}`;
}
