import type { DocumentHead } from './document.ts';

/** What each kind of document is called at its head. */
export const titles: Readonly<Record<DocumentHead['kind'], string>> = {
  client_invoice: 'Invoice',
  vendor_statement: 'Vendor statement',
  credit_memo: 'Credit memo',
  vendor_credit: 'Vendor credit',
};

/** The name of a document's file: its number, without what file systems do not take. */
export const fileNameOf = ({ number }: Pick<DocumentHead, 'number'>, extension: string): string =>
  `${number.replace(/[^\w.-]+/g, '_')}.${extension}`;
