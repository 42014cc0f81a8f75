interface Listed {
  vendorId: string;
  sourceId: string;
  workDateFrom: string;
  hourType: string | null;
  lineKey: string;
}

const hourTypes = ['regular', 'overtime', 'differential'];
const rank = (type: string | null) => (hourTypes.indexOf(type ?? '') + hourTypes.length + 1) % (hourTypes.length + 1);
const orderKey = (item: Listed) =>
  [item.vendorId, item.workDateFrom, item.sourceId, rank(item.hourType), item.lineKey].join(' ');

/** The order of lines on a document: by vendor, day, source, then hours before differentials. */
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
