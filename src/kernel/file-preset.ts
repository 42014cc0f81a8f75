/** A kind of file that others publish, imported as it comes. */
export interface FilePreset {
  /** The field that each column of the file fills; null where it fills none. A file may lack some of them. */
  columns: Readonly<Record<string, string | null>>;
  /** The input that a row gives, of its cells by their column; what cannot be read stays as it is, to be refused. */
  inputOf(cells: Readonly<Record<string, string>>): Record<string, unknown>;
}
