import { add, parseAmount, zeroAmount, type Amount } from '../../../../kernel/money.ts';
import { isVendors, type DocumentHead, type DocumentLine, type InvoiceDocument } from '../document.ts';

/** Lines of one vendor and facility (on a vendor's document: facility and unit), with what they come to. */
export interface LineGroup {
  title: string;
  count: number;
  amount: Amount;
  fee: Amount;
  /** Where its lines stand in the document. */
  places: number[];
}

/** What a cost center bears of a document. */
export interface CenterTotal {
  name: string;
  amount: Amount;
}

function titleOf({ vendorId, facilityId, unitId }: DocumentLine, head: DocumentHead): string {
  const { vendors, facilities, units } = head.names;
  const facility = facilities[facilityId ?? ''];
  const parts = isVendors(head) ? [facility, units[unitId ?? '']] : [vendors[vendorId], facility];
  return parts.filter((part) => part !== undefined).join(' · ') || 'Other';
}

/** The document's lines by group, in the order in which the groups first come, and what each cost center bears. */
export function groupsOf({ head, lines }: InvoiceDocument): { groups: LineGroup[]; centers: CenterTotal[] } {
  const groups = new Map<string, LineGroup>();
  const centers = new Map<string, CenterTotal>();
  let place = 0;
  for (const line of lines) {
    const title = titleOf(line, head);
    const key = `${line.vendorId} ${line.facilityId} ${isVendors(head) ? line.unitId : ''}`;
    const group = groups.get(key) ?? { title, count: 0, amount: zeroAmount, fee: zeroAmount, places: [] };
    groups.set(key, group);
    group.count += 1;
    group.amount = add(group.amount, parseAmount(line.amount));
    group.fee = add(group.fee, parseAmount(line.feeAmount));
    group.places.push(place);
    place += 1;
    for (const { costCenterId, code, amount } of line.allocation) {
      const name = head.names.costCenters[costCenterId] ?? code;
      const center = centers.get(costCenterId) ?? {
        name: name === code ? code : `${code} ${name}`,
        amount: zeroAmount,
      };
      centers.set(costCenterId, { ...center, amount: add(center.amount, parseAmount(amount)) });
    }
  }
  return {
    groups: [...groups.values()],
    centers: [...centers.values()].toSorted((one, other) => (one.name < other.name ? -1 : 1)),
  };
}
