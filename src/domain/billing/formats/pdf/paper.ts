import PDFDocument from 'pdfkit';

/** Points, 72 to an inch; US Letter. */
export const sheet = { width: 612, height: 792, left: 48, right: 564, top: 48, bottom: 738 } as const;

export const ink = {
  text: '#1f2933',
  faint: '#66727f',
  rule: '#c5ced8',
  head: '#16324f',
  band: '#f1f4f8',
} as const;

type Face = 'plain' | 'bold';

/** How a text is set. */
export interface Style {
  size?: number;
  face?: Face;
  color?: string;
}

const faces: Record<Face, string> = { plain: 'Helvetica', bold: 'Helvetica-Bold' };
const usual = { size: 9, face: 'plain', color: ink.text } as const;

// The fonts that every reader has hold the letters of Windows-1252; a letter that has none is set without its accents.
const beyond =
  /[^\u0020-\u007e\u00a0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201a\u201c-\u201e\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122]/gu;

/** A text in the letters that can be set: what has none is a question mark. */
export const settable = (text: string): string =>
  text
    .replace(/\s+/g, ' ')
    .replace(beyond, (letter) => letter.normalize('NFKD').replace(/\p{M}/gu, ''))
    .replace(beyond, '?');

/** Pages that are drawn on at given places: nothing flows on by itself. */
export class Paper {
  readonly pdf: PDFKit.PDFDocument;
  /** Lines of a document say the same over and over. */
  readonly #wrapped = new Map<string, readonly string[]>();
  /** Where the next thing is drawn, from the top of the page. */
  y: number = sheet.top;

  constructor(info: { title: string; author: string; issuedAt: string }) {
    this.pdf = new PDFDocument({
      size: 'LETTER',
      margin: 0,
      bufferPages: true,
      info: {
        Title: settable(info.title),
        Author: settable(info.author),
        Creator: 'Requisite',
        Producer: 'Requisite',
        // The day of issue, so that the bytes are the same whenever they are made.
        CreationDate: new Date(info.issuedAt),
      },
    });
  }

  #set({ size = usual.size, face = usual.face, color = usual.color }: Style): PDFKit.PDFDocument {
    return this.pdf.font(faces[face]).fontSize(size).fillColor(color);
  }

  widthOf(text: string, style: Style = {}): number {
    return this.#set(style).widthOfString(text);
  }

  /** A line of text that begins at x. */
  left(text: string, x: number, y: number, style: Style = {}): void {
    if (text !== '') this.#set(style).text(text, x, y, { lineBreak: false });
  }

  /** A line of text that ends at x. */
  right(text: string, x: number, y: number, style: Style = {}): void {
    this.left(text, x - this.widthOf(text, style), y, style);
  }

  rule(
    y: number,
    { from = sheet.left as number, to = sheet.right as number, color = ink.rule as string, width = 0.5 } = {},
  ): void {
    this.pdf.moveTo(from, y).lineTo(to, y).lineWidth(width).strokeColor(color).stroke();
  }

  band(y: number, height: number, color: string = ink.band): void {
    this.pdf.rect(sheet.left, y, sheet.right - sheet.left, height).fill(color);
  }

  /** A text in lines of no more than a width, words unbroken where they fit; what is beyond `most` lines is an ellipsis. */
  wrapped(given: string, width: number, style: Style = {}, most = 3): readonly string[] {
    const key = [width, style.size, style.face, most, given].join(' ');
    const known = this.#wrapped.get(key) ?? this.#wrap(given, width, style, most);
    this.#wrapped.set(key, known);
    return known;
  }

  #wrap(given: string, width: number, style: Style, most: number): string[] {
    const fits = (text: string) => this.widthOf(text, style) <= width;
    const lines: string[] = [];
    let line = '';
    for (const word of settable(given).trim().split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (fits(longer)) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      line = word;
      while (!fits(line)) {
        const cut = longestPrefix(line, fits);
        lines.push(line.slice(0, cut));
        line = line.slice(cut);
      }
    }
    if (line !== '') lines.push(line);
    if (lines.length <= most) return lines;
    let last = lines[most - 1]!;
    while (last !== '' && !fits(`${last}…`)) last = last.slice(0, -1);
    return [...lines.slice(0, most - 1), `${last}…`];
  }

  newPage(): void {
    this.pdf.addPage();
    this.y = sheet.top;
  }

  /** Draws on every page, once it is known how many there are. */
  onEach(draw: (page: number, of: number) => void): void {
    const { start, count } = this.pdf.bufferedPageRange();
    for (let page = 0; page < count; page += 1) {
      this.pdf.switchToPage(start + page);
      draw(page + 1, count);
    }
  }

  /** The finished file. */
  async *bytes(): AsyncGenerator<Uint8Array> {
    this.pdf.end();
    for await (const piece of this.pdf) yield piece as Uint8Array;
  }
}

function longestPrefix(text: string, fits: (text: string) => boolean): number {
  let length = text.length - 1;
  while (length > 1 && !fits(text.slice(0, length))) length -= 1;
  return length;
}
