import type { DocumentHead, DocumentParty } from '../document.ts';
import { isCredit, isVendors } from '../document.ts';
import { titles } from '../naming.ts';
import { canBeLogo } from './logo.ts';
import { ink, settable, sheet, type Paper } from './paper.ts';

const lineHeight = 12;
const logoBox = { width: 170, height: 52 };
const factsLeft = 372;

/** The seller's logo, or its name in the logo's place. */
function mark(paper: Paper, head: DocumentHead, logo: Uint8Array | null): number {
  if (logo && canBeLogo(logo)) {
    try {
      paper.pdf.image(Buffer.from(logo), sheet.left, sheet.top, { fit: [logoBox.width, logoBox.height] });
      return sheet.top + logoBox.height;
    } catch {
      // A picture that cannot be read is none: the name stands in its place.
    }
  }
  const style = { size: 16, face: 'bold', color: ink.head } as const;
  let y: number = sheet.top;
  for (const line of paper.wrapped(head.seller.name, factsLeft - sheet.left - 24, style, 2)) {
    paper.left(line, sheet.left, y, style);
    y += 20;
  }
  return y;
}

function factsOf(head: DocumentHead): [label: string, value: string][] {
  const order = head.names.purchaseOrders[head.purchaseOrderId ?? ''];
  const facility = head.names.facilities[head.facilityId ?? ''];
  const center = head.names.costCenters[head.costCenterId ?? ''];
  const terms = head.termsDays === 0 ? 'Due on receipt' : `Net ${head.termsDays} days`;
  const facts: [string, string | null | undefined][] = [
    ['Number', head.number],
    ['Issued', head.issuedOn],
    ['Period', `${head.periodStart} to ${head.periodEnd}`],
    ['Corrects', head.correctsNumber],
    ['Terms', isCredit(head) ? null : terms],
    ['Due', isCredit(head) ? null : head.dueOn],
    ['Program', head.names.program],
    ['Facility', facility],
    ['Cost center', center],
    ['Purchase order', order],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

function facts(paper: Paper, head: DocumentHead): number {
  const title = titles[head.kind].toUpperCase();
  paper.right(title, sheet.right, sheet.top, { size: 16, face: 'bold', color: ink.head });
  let y = sheet.top + 26;
  for (const [label, value] of factsOf(head)) {
    const labelEnd = factsLeft + 74;
    paper.left(label, factsLeft, y, { color: ink.faint });
    for (const line of paper.wrapped(value, sheet.right - labelEnd, {}, 2)) {
      paper.right(line, sheet.right, y);
      y += lineHeight;
    }
  }
  return y;
}

const linesOf = ({ name, addressLines, taxId, email }: DocumentParty): string[] => [
  name,
  ...addressLines,
  ...(taxId === null ? [] : [`Tax id ${taxId}`]),
  ...(email === null ? [] : [email]),
];

function column(
  paper: Paper,
  title: string,
  lines: readonly string[],
  x: number,
  top: number,
  width: number,
): number {
  paper.left(title, x, top, { size: 8, face: 'bold', color: ink.faint });
  let y = top + 13;
  for (const [at, line] of lines.entries()) {
    const style = at === 0 ? ({ face: 'bold' } as const) : {};
    for (const part of paper.wrapped(line, width, style, 2)) {
      paper.left(part, x, y, style);
      y += lineHeight;
    }
  }
  return y;
}

/** Who bills whom for what and when: the head of the first page. */
export function drawHeading(paper: Paper, head: DocumentHead, logo: Uint8Array | null): void {
  const top = Math.max(mark(paper, head, logo), facts(paper, head)) + 14;
  const seller = isVendors(head) ? 'VENDOR' : 'FROM';
  const buyer = isVendors(head) ? 'PAID BY' : 'BILL TO';
  const parties: [string, readonly string[]][] = [
    [seller, linesOf(head.seller)],
    [buyer, linesOf(head.buyer)],
    ...(head.remitTo.length > 0 && !isCredit(head)
      ? ([['REMIT TO', head.remitTo]] as [string, string[]][])
      : []),
  ];
  const step = (sheet.right - sheet.left) / 3;
  paper.rule(top - 4, { color: ink.head, width: 1 });
  const ends = parties.map(([title, lines], at) =>
    column(paper, title, lines, sheet.left + at * step, top + 6, step - 14),
  );
  paper.y = Math.max(...ends) + 8;
  for (const note of [head.note, head.reason]) {
    if (note === null) continue;
    for (const line of paper.wrapped(note, sheet.right - sheet.left, { color: ink.faint }, 6)) {
      paper.left(line, sheet.left, paper.y, { color: ink.faint });
      paper.y += lineHeight;
    }
    paper.y += 4;
  }
  paper.y += 4;
}

/** The number and the page, at the foot of every page. */
export function drawFeet(paper: Paper, head: DocumentHead): void {
  paper.onEach((page, of) => {
    const y = sheet.bottom + 14;
    const style = { size: 8, color: ink.faint };
    paper.rule(y - 6);
    paper.left(settable(`${titles[head.kind]} ${head.number}`), sheet.left, y, style);
    paper.right(`Page ${page} of ${of}`, sheet.right, y, style);
  });
}
