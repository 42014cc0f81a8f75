import drawSvg from 'svg-to-pdfkit';
import { ink, Paper, settable, sheet } from '../billing/index.ts';
import { metricNamed, type MetricRow } from '../reports/index.ts';
import { figureOf, isBetter, movedOf, none, titleOf, written } from './figures.ts';
import { ofFacilities, ofVendors, type ProgramReview } from './model.ts';

const moved = { better: '#00664a', worse: '#a33b00' } as const;
const tile = { height: 48, gap: 6, perRow: 4 } as const;
/** Of a picture 720 wide, to stand whole across the page beside another. */
export const drawnHeight = 250;
const width = sheet.right - sheet.left;
const chartHeight = (width * drawnHeight) / 720;
/** What a page holds beside the rest; the figures of all are in the JSON. */
const mostVendors = 12;
const mostFacilities = 8;

function drawHeading(paper: Paper, { programName, from, to, asOf }: ProgramReview): void {
  paper.left(settable(programName), sheet.left, paper.y, { size: 18, face: 'bold', color: ink.head });
  paper.y += 24;
  paper.left(`Program review, ${from} to ${to}`, sheet.left, paper.y, { size: 11 });
  paper.right(`as of ${asOf}`, sheet.right, paper.y, { color: ink.faint });
  paper.y += 20;
}

function drawTile(paper: Paper, row: MetricRow, x: number, y: number, wide: number): void {
  paper.pdf.rect(x, y, wide, tile.height).fill(ink.band);
  const inner = wide - 14;
  paper.left(paper.wrapped(titleOf(row), inner, { size: 7.5 }, 1)[0] ?? '', x + 7, y + 6, {
    size: 7.5,
    color: ink.faint,
  });
  const unit =
    row.unit === 'money'
      ? ` ${row.currency}`
      : row.unit === 'days' || row.unit === 'hours'
        ? ` ${row.unit}`
        : '';
  const figure = figureOf(row);
  paper.left(figure === none ? figure : figure + unit, x + 7, y + 18, { size: 13, face: 'bold' });
  const better = isBetter(row);
  const change = movedOf(row);
  if (change !== '')
    paper.left(`${change} to the period before`, x + 7, y + 37, {
      size: 7,
      color: better === null ? ink.faint : better ? moved.better : moved.worse,
    });
}

function drawTiles(paper: Paper, rows: readonly MetricRow[]): void {
  const wide = (width - tile.gap * (tile.perRow - 1)) / tile.perRow;
  for (const [index, row] of rows.entries()) {
    const column = index % tile.perRow;
    if (column === 0 && index > 0) paper.y += tile.height + tile.gap;
    drawTile(paper, row, sheet.left + column * (wide + tile.gap), paper.y, wide);
  }
  paper.y += tile.height + 10;
}

function drawCharts(paper: Paper, charts: readonly string[]): void {
  for (const svg of charts) {
    drawSvg(paper.pdf, svg, sheet.left, paper.y, {
      width,
      height: chartHeight,
      preserveAspectRatio: 'xMinYMin meet',
      fontCallback: (_, bold) => (bold ? 'Helvetica-Bold' : 'Helvetica'),
    });
    paper.y += chartHeight + 6;
  }
}

interface Column {
  title: string;
  wide: number;
  cell: (index: number) => string;
}

/** A table whose first column is text and whose others are figures. */
function drawTable(paper: Paper, title: string, columns: readonly Column[], rows: number): void {
  paper.left(title, sheet.left, paper.y, { size: 11, face: 'bold', color: ink.head });
  paper.y += 16;
  const edges = columns.reduce<number[]>(
    (ends, { wide }) => [...ends, (ends.at(-1) ?? sheet.left) + wide],
    [],
  );
  const line = (texts: readonly string[], style: object) => {
    for (const [index, text] of texts.entries())
      if (index === 0)
        paper.left(paper.wrapped(text, columns[0]!.wide - 6, style, 1)[0] ?? '', sheet.left, paper.y, style);
      else paper.right(text, edges[index]!, paper.y, style);
  };
  const heads = columns.map(({ title: head, wide }, index) =>
    paper.wrapped(head, index === 0 ? wide : wide - 6, { size: 7.5 }, 2),
  );
  const deep = Math.max(...heads.map(({ length }) => length));
  for (let at = 0; at < deep; at += 1) {
    line(
      heads.map((lines) => lines[at - (deep - lines.length)] ?? ''),
      { size: 7.5, color: ink.faint },
    );
    paper.y += 10;
  }
  paper.rule(paper.y + 1);
  paper.y += 6;
  for (let row = 0; row < rows; row += 1) {
    line(
      columns.map(({ cell }) => cell(row)),
      { size: 8.5 },
    );
    paper.y += 13;
  }
  paper.y += 12;
}

/** The groups with most spend first, each with its rows by metric. */
function groupsOf(rows: readonly MetricRow[], key: 'vendorId' | 'facilityId') {
  const spent = (some: readonly MetricRow[]) =>
    Number(some.find(({ metric }) => metric === 'spend_accrued')?.value ?? 0);
  return [...Map.groupBy(rows, (row) => row[key] ?? '')]
    .filter(([id]) => id !== '')
    .map(([id, some]) => ({ id, rows: some }))
    .toSorted((a, b) => spent(b.rows) - spent(a.rows));
}

function metricColumns(
  names: readonly string[],
  groups: readonly { rows: readonly MetricRow[] }[],
  wide: number,
): Column[] {
  return names
    .filter((name) => groups.some(({ rows }) => rows.some(({ metric }) => metric === name)))
    .map((name) => ({
      title: metricNamed(name)!.title,
      wide,
      cell: (index) => {
        const found = groups[index]!.rows.find(({ metric }) => metric === name);
        return found ? figureOf(found) : '–';
      },
    }));
}

const shownOf = (title: string, shown: number, all: number): string =>
  shown < all ? `${title}: the ${shown} with most spend of ${all}` : title;

function drawGroups(paper: Paper, review: ProgramReview): void {
  const vendors = groupsOf(review.vendors, 'vendorId').slice(0, mostVendors);
  const standings = new Map(review.standings.map((one) => [one.vendorId, one]));
  const names = (rows: readonly MetricRow[]) => rows[0]!;
  drawTable(
    paper,
    shownOf('Vendors', vendors.length, groupsOf(review.vendors, 'vendorId').length),
    [
      { title: 'Vendor', wide: 120, cell: (index) => names(vendors[index]!.rows).vendorName ?? '' },
      ...metricColumns(ofVendors, vendors, 47),
      {
        title: 'Score',
        wide: 40,
        cell: (index) => written(standings.get(vendors[index]!.id)?.score, 'points'),
      },
      {
        title: 'Standing',
        wide: 74,
        cell: (index) => (standings.get(vendors[index]!.id)?.standing ?? '–').replaceAll('_', ' '),
      },
    ],
    vendors.length,
  );
  const facilities = groupsOf(review.facilities, 'facilityId').slice(0, mostFacilities);
  drawTable(
    paper,
    shownOf('Facilities', facilities.length, groupsOf(review.facilities, 'facilityId').length),
    [
      { title: 'Facility', wide: 174, cell: (index) => names(facilities[index]!.rows).facilityName ?? '' },
      ...metricColumns(ofFacilities, facilities, 57),
    ],
    facilities.length,
  );
}

// The fonts that every reader has know neither.
const settableWords = (text: string): string => text.replaceAll('Σ', 'sum of').replaceAll('−', '–');

/** What each headline means, in the words of the catalog. */
function drawDefinitions(paper: Paper, rows: readonly MetricRow[]): void {
  paper.left('Definitions', sheet.left, paper.y, { size: 11, face: 'bold', color: ink.head });
  paper.y += 15;
  for (const { metric, definitionId } of rows) {
    const lines = paper.wrapped(
      `${definitionId}: ${settableWords(metricNamed(metric)!.definition)}`,
      width,
      { size: 6.5 },
      3,
    );
    if (paper.y + lines.length * 8 > sheet.bottom) return;
    for (const text of lines) {
      paper.left(text, sheet.left, paper.y, { size: 6.5, color: ink.faint });
      paper.y += 8;
    }
    paper.y += 1;
  }
}

/** The review on two pages of US Letter; the same review makes the same bytes. */
export async function* pdfOf(review: ProgramReview, charts: readonly string[]): AsyncGenerator<Uint8Array> {
  const paper = new Paper({
    title: `Program review of ${review.programName}, ${review.from} to ${review.to}`,
    author: 'Requisite',
    issuedAt: review.asOf,
  });
  drawHeading(paper, review);
  drawTiles(paper, review.headlines);
  drawCharts(paper, charts);
  paper.newPage();
  drawGroups(paper, review);
  drawDefinitions(paper, review.headlines);
  paper.onEach((page, of) => {
    paper.left(
      `${settable(review.programName)}, ${review.from} to ${review.to}`,
      sheet.left,
      sheet.bottom + 14,
      { size: 7.5, color: ink.faint },
    );
    paper.right(`page ${page} of ${of}`, sheet.right, sheet.bottom + 14, { size: 7.5, color: ink.faint });
  });
  yield* paper.bytes();
}
