import { negate, parseAmount } from '../../../../kernel/money.ts';
import { isVendors, type DocumentHead } from '../document.ts';
import { termsOf } from '../terms.ts';
import { grouped, shortPercent } from './figures.ts';
import type { CenterTotal } from './groups.ts';
import { ink, sheet, type Paper } from './paper.ts';

const rowHeight = 14;
const labelLeft = 330;

function sumsOf(head: DocumentHead): [label: string, amount: string][] {
  if (isVendors(head))
    return [
      ['Gross', head.gross],
      ['Program fee', negate(parseAmount(head.fee))],
    ];
  if (head.taxes.length === 0) return [];
  return [
    ['Subtotal', head.gross],
    ...head.taxes.map(({ name, percent, base, amount }): [string, string] => [
      `${name} ${shortPercent(percent)} of ${grouped(base)}`,
      amount,
    ]),
  ];
}

/** What the document comes to, and its terms. */
export function drawTotals(paper: Paper, head: DocumentHead): void {
  const sums = sumsOf(head);
  if (paper.y + (sums.length + 4) * rowHeight > sheet.bottom) paper.newPage();
  paper.y += 6;
  for (const [label, amount] of sums) {
    const lines = paper.wrapped(label, sheet.right - labelLeft - 90, {}, 4);
    for (const [at, line] of lines.entries()) paper.left(line, labelLeft, paper.y + at * 12);
    paper.right(grouped(amount), sheet.right - 4, paper.y);
    paper.y += rowHeight + (lines.length - 1) * 12;
  }
  const style = { size: 12, face: 'bold', color: ink.head } as const;
  paper.rule(paper.y, { from: labelLeft, color: ink.head, width: 1 });
  paper.y += 6;
  paper.left(isVendors(head) ? 'Net total' : 'Total', labelLeft, paper.y, style);
  paper.right(`${head.currency} ${grouped(head.total)}`, sheet.right - 4, paper.y, style);
  paper.y += 26;
  for (const line of paper.wrapped(termsOf(head).join(' '), sheet.right - sheet.left, {}, 4)) {
    if (paper.y + 12 > sheet.bottom) paper.newPage();
    paper.left(line, sheet.left, paper.y);
    paper.y += 12;
  }
}

/** What each cost center bears, where the client charges its cost to any. */
export function drawCenters(paper: Paper, head: DocumentHead, centers: readonly CenterTotal[]): void {
  if (centers.length === 0) return;
  const drawTitle = () => {
    paper.left(`By cost center, ${head.currency}`, sheet.left, paper.y, {
      size: 8,
      face: 'bold',
      color: ink.faint,
    });
    paper.y += 14;
  };
  if (paper.y + 14 + 2 * rowHeight > sheet.bottom) paper.newPage();
  else paper.y += 14;
  drawTitle();
  for (const { name, amount } of centers) {
    if (paper.y + rowHeight > sheet.bottom) {
      paper.newPage();
      drawTitle();
    }
    const [label] = paper.wrapped(name, 220, {}, 1);
    paper.left(label ?? '', sheet.left, paper.y);
    paper.right(grouped(amount), sheet.left + 310, paper.y);
    paper.y += rowHeight;
  }
}
