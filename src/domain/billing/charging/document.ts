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
