import { parseAmount, subtract } from '../../../../kernel/money.ts';
import { isVendors, type DocumentHead, type DocumentLine, type DocumentLines } from '../document.ts';
import { measureOf } from '../measure.ts';
import { daysText, grouped, shortRate } from './figures.ts';
import type { LineGroup } from './groups.ts';
import { ink, settable, sheet, type Paper } from './paper.ts';

const rowHeight = 12;
const small = { size: 7.5, color: ink.faint } as const;
const bold = { face: 'bold' } as const;

interface Column {
  title: string;
  /** Where a text of the column ends, or begins where it is the first. */
  at: number;
}

/** The columns of figures, by where they end; the first one is the text's, by where it begins. */
const columnsOf = (head: DocumentHead): Column[] =>
  isVendors(head)
    ? [
        { title: 'Description', at: sheet.left + 4 },
        { title: 'Quantity', at: 322 },
        { title: 'Rate', at: 384 },
        { title: `Gross ${head.currency}`, at: 448 },
        { title: 'Fee', at: 500 },
        { title: 'Net', at: sheet.right - 4 },
      ]
    : [
        { title: 'Description', at: sheet.left + 4 },
        { title: 'Quantity', at: 408 },
        { title: 'Rate', at: 470 },
        { title: `Amount ${head.currency}`, at: sheet.right - 4 },
      ];

const textWidth = (columns: readonly Column[]): number => columns[1]!.at - 52 - columns[0]!.at;

const units: Readonly<Record<string, string>> = { HUR: 'h', MIN: 'min', DAY: 'd', SMI: 'mi' };

function quantityText(line: DocumentLine): [quantity: string, rate: string] {
  const { quantity, unit, price, per } = measureOf(line, parseAmount(line.amount));
  const isLump = quantity.replace('-', '') === '1' && line.rate === null;
  if (isLump) return ['', ''];
  return [
    `${grouped(quantity.replace(/(\.\d\d)0+$/, '$1'))} ${units[unit] ?? ''}`.trim(),
    `${shortRate(price)}${per === 60 ? '/h' : ''}`,
  ];
}

const money = (amount: string, fee: string, head: DocumentHead): string[] =>
  isVendors(head)
    ? [amount, fee, subtract(parseAmount(amount), parseAmount(fee))].map(grouped)
    : [grouped(amount)];

/** The end of an id, by which a person tells it from others. */
const tail = (id: string) => id.slice(-8).toUpperCase();

/** The lines of a document in their groups, each with what it comes to; heads stand again on every page. */
export class Table {
  readonly #paper: Paper;
  readonly #head: DocumentHead;
  readonly #columns: readonly Column[];

  constructor(paper: Paper, head: DocumentHead) {
    this.#paper = paper;
    this.#head = head;
    this.#columns = columnsOf(head);
  }

  #figures(texts: readonly string[], y: number, style: { face?: 'bold' | 'plain' } = {}): void {
    const columns = this.#columns.slice(-texts.length);
    for (const [at, text] of texts.entries()) this.#paper.right(text, columns[at]!.at, y, style);
  }

  drawHead(): void {
    const paper = this.#paper;
    paper.band(paper.y, 18, ink.head);
    const style = { size: 8, face: 'bold', color: '#ffffff' } as const;
    for (const [at, { title, at: x }] of this.#columns.entries())
      if (at === 0) paper.left(title, x, paper.y + 5, style);
      else paper.right(title, x, paper.y + 5, style);
    paper.y += 22;
  }

  /** Makes room for so much, on a new page where this one has not; the group goes on there. */
  #room(height: number, title: string | null): void {
    const paper = this.#paper;
    if (paper.y + height <= sheet.bottom) return;
    paper.newPage();
    this.drawHead();
    if (title !== null) this.#title(`${title} (continued)`);
  }

  #title(title: string): void {
    const paper = this.#paper;
    const lines = paper.wrapped(title, sheet.right - sheet.left - 8, bold, 2);
    const height = lines.length * rowHeight + 4;
    paper.band(paper.y, height);
    for (const [at, line] of lines.entries())
      paper.left(line, sheet.left + 4, paper.y + 3 + at * rowHeight, bold);
    paper.y += height + 3;
  }

  #detail(line: DocumentLine): string {
    const { names } = this.#head;
    const parts = [
      daysText(line.workDateFrom, line.workDateTo),
      ...(isVendors(this.#head) ? [] : [names.units[line.unitId ?? '']]),
      // No names of people are kept in a document; by these both sides find whose hours and which week they are.
      line.workerId && `worker ${tail(line.workerId)}`,
      line.sourceNoun === 'timesheet' && `timesheet ${tail(line.sourceId)}`,
      ...(line.purchaseOrderId === this.#head.purchaseOrderId
        ? []
        : [
            names.purchaseOrders[line.purchaseOrderId ?? ''] &&
              `PO ${names.purchaseOrders[line.purchaseOrderId ?? '']}`,
          ]),
      ...(line.allocation.length > 1
        ? [line.allocation.map(({ code, amount }) => `${code} ${grouped(amount)}`).join(', ')]
        : line.allocation.map(({ code }) => code)),
    ];
    return parts.filter(Boolean).join(' · ');
  }

  #line(line: DocumentLine, title: string, following: number): void {
    const paper = this.#paper;
    const width = textWidth(this.#columns);
    const texts = paper.wrapped(line.description, width, {}, 3);
    const details = paper.wrapped(this.#detail(line), width, small, 3);
    const height = texts.length * rowHeight + details.length * 9.5 + 5;
    this.#room(height + following, title);
    const [x] = [this.#columns[0]!.at];
    for (const [at, text] of texts.entries()) paper.left(text, x, paper.y + at * rowHeight);
    const below = paper.y + texts.length * rowHeight - 1;
    for (const [at, text] of details.entries()) paper.left(text, x, below + at * 9.5, small);
    this.#figures([...quantityText(line), ...money(line.amount, line.feeAmount, this.#head)], paper.y);
    paper.y += height;
    paper.rule(paper.y - 3, { color: '#e6ebf0' });
  }

  /** A group, a line at a step: its lines, then what they come to, never alone on a page. */
  *drawGroup(group: LineGroup, lines: DocumentLines): Generator<void> {
    const subtotalHeight = 18;
    this.#room(64, null);
    this.#title(group.title);
    for (const [at, place] of group.places.entries()) {
      this.#line(lines.at(place), group.title, at === group.places.length - 1 ? subtotalHeight : 0);
      yield;
    }
    const paper = this.#paper;
    const text = `Subtotal ${settable(group.title)}`;
    const [label] = paper.wrapped(text, textWidth(this.#columns) + 52, bold, 1);
    paper.left(label ?? '', this.#columns[0]!.at, paper.y, bold);
    this.#figures(money(group.amount, group.fee, this.#head), paper.y, bold);
    paper.y += subtotalHeight;
  }

  /** A group of a document that has too many lines to print: what they come to. */
  drawTotal(group: LineGroup): void {
    const paper = this.#paper;
    const width = textWidth(this.#columns);
    const texts = paper.wrapped(group.title, width, {}, 3);
    const height = texts.length * rowHeight + 6;
    this.#room(height, null);
    for (const [at, text] of texts.entries())
      paper.left(text, this.#columns[0]!.at, paper.y + at * rowHeight);
    paper.right(`${grouped(String(group.count))} lines`, this.#columns[1]!.at, paper.y, { color: ink.faint });
    this.#figures(money(group.amount, group.fee, this.#head), paper.y);
    paper.y += height;
    paper.rule(paper.y - 4, { color: '#e6ebf0' });
  }
}
