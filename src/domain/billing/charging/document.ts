/** A JSON value whose objects have their members in the order of their names, without white space. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value ?? null);
  const members = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`;
}

/** What an issued document says and its hash covers; money and rates as canonical decimals. */
export interface DocumentContent {
  id: string;
  kind: string;
  number: string;
  programId: string;
  vendorId: string | null;
  periodStart: string;
  periodEnd: string;
  correctsId: string | null;
  reason: string | null;
  currency: string;
  gross: string;
  fee: string;
  net: string;
  total: string;
  issuedAt: string;
  issuedOn: string;
  lines: readonly {
    number: number;
    billingItemId: string;
    description: string;
    minutes: number | null;
    rate: string | null;
    amount: string;
    feeAmount: string;
    allocation: readonly unknown[];
  }[];
}

interface Listed {
  vendorId: string;
  workerId: string | null;
  sourceId: string;
  hourType: string | null;
  lineKey: string;
}

const hourTypes = ['regular', 'overtime', 'differential'];
const rank = (type: string | null) => {
  const place = hourTypes.indexOf(type ?? '');
  return place < 0 ? hourTypes.length : place;
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
