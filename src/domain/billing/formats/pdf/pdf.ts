import type { InvoiceDocument } from '../document.ts';
import { titles } from '../naming.ts';
import { grouped } from './figures.ts';
import { groupsOf } from './groups.ts';
import { drawFeet, drawHeading } from './heading.ts';
import { ink, Paper, sheet } from './paper.ts';
import { Table } from './table.ts';
import { drawCenters, drawTotals } from './totals.ts';

/** Lines that are printed; a document of more is printed as the totals of its groups. */
export const mostPrinted = 3_000;

// Where whoever sends the bytes may do something else, before there are any.
const nothing = new Uint8Array();

/** The document to print, on US Letter pages; the same document makes the same bytes. */
export async function* pdfOf(
  document: InvoiceDocument,
  readLogo: () => Promise<Uint8Array | null> = async () => null,
): AsyncGenerator<Uint8Array> {
  const { head, lines } = document;
  const { groups, centers } = groupsOf(document);
  const paper = new Paper({
    title: `${titles[head.kind]} ${head.number}`,
    author: head.seller.name,
    issuedAt: head.issuedAt,
  });
  drawHeading(paper, head, await readLogo());
  const isPrinted = lines.count <= mostPrinted;
  if (!isPrinted) {
    const said = `The ${grouped(String(lines.count))} lines of this document are in its JSON, CSV, UBL and cXML forms; here are their totals.`;
    paper.left(said, sheet.left, paper.y, { color: ink.faint });
    paper.y += 18;
  }
  const table = new Table(paper, head);
  table.drawHead();
  for (const group of groups)
    if (isPrinted) for (const _ of table.drawGroup(group, lines)) yield nothing;
    else table.drawTotal(group);
  drawTotals(paper, head);
  drawCenters(paper, head, centers);
  drawFeet(paper, head);
  yield* paper.bytes();
}
