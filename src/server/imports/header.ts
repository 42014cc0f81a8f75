import { malformed } from '../../kernel/errors.ts';
import type { FilePreset } from '../../kernel/file-preset.ts';
import type { Command } from '../../kernel/operation.ts';
import { columnsOf, rowOfCells, type Column } from '../rest/tabular.ts';
import { csvRecords, delimiterOf, type Delimiter } from './csv-records.ts';
import type { ImportFile } from './ports.ts';

/** How the rows of a file become inputs: what its columns are called, and what every row has besides. */
export type Mapping = Pick<ImportFile, 'columns' | 'constants'> & {
  command: Pick<Command, 'input'>;
  preset: FilePreset | undefined;
};

/** The mapping of an import of a command. */
export function mappingOf({ columns, constants, preset }: ImportFile, command: Command): Mapping {
  const known = preset === null ? undefined : command.presets?.[preset];
  if (preset !== null && !known) throw new Error(`${command.name} has no preset ${preset}`);
  return { columns, constants, preset: known, command };
}

/** A CSV file's columns, what parts them, and the input that cells give. */
export interface Header {
  delimiter: Delimiter;
  /** How many cells a row has at most. */
  size: number;
  inputOf(cells: readonly string[]): unknown;
  /** What the file calls the column that fills the field, if one does. */
  columnFor(field: string): string | null;
}

const unknownColumn = (name: string) =>
  malformed({ detail: `The column ${name.slice(0, 100)} is no field of a row.` });

const constantColumns = ({ constants, command }: Mapping): Column[] =>
  columnsOf(
    constants.map(({ field }) => field),
    command.input,
  );

/** What every row of the import has, as an input has it. */
export const constantsOf = (mapping: Mapping): Record<string, unknown> =>
  rowOfCells(
    constantColumns(mapping),
    mapping.constants.map(({ value }) => value),
  );

function byPreset(
  names: readonly string[],
  delimiter: Delimiter,
  preset: FilePreset,
  mapping: Mapping,
): Header {
  const unknown = names.find((name) => !Object.hasOwn(preset.columns, name));
  if (unknown !== undefined) throw unknownColumn(unknown);
  if (new Set(names).size < names.length) throw malformed({ detail: 'The CSV header names a column twice.' });
  const constants = constantsOf(mapping);
  return {
    delimiter,
    size: names.length,
    inputOf(cells) {
      const named = Object.fromEntries(names.map((name, place) => [name, cells[place] ?? '']));
      const told = Object.entries(preset.inputOf(named)).filter(([, value]) => value !== undefined);
      return { ...constants, ...Object.fromEntries(told) };
    },
    columnFor: (field) => names.find((name) => preset.columns[name] === field) ?? null,
  };
}

/** The header of a CSV file; a byte order mark before it is taken. Refused where a column is no member of a row. */
export function headerOf(text: string, mapping: Mapping): Header {
  const line = text.startsWith('\ufeff') ? text.slice(1) : text;
  const delimiter = delimiterOf(line);
  const [record] = csvRecords(line, delimiter);
  if (!record || record.fault) throw malformed({ detail: record?.fault ?? 'The CSV has no header.' });
  const names = record.cells;
  if (mapping.preset) return byPreset(names, delimiter, mapping.preset, mapping);
  const fields = new Map(mapping.columns.map(({ column, field }) => [column, field]));
  const filling = names.flatMap((name, place) => {
    const field = fields.has(name) ? fields.get(name) : name;
    return field === undefined ? [] : [{ name, place, field }];
  });
  const columns = columnsOf(
    filling.map(({ field }) => field),
    mapping.command.input,
  );
  const unknown = columns.findIndex(({ known }) => !known);
  if (unknown >= 0) throw unknownColumn(filling[unknown]!.name);
  const all = [...constantColumns(mapping), ...columns];
  const constants = mapping.constants.map(({ value }) => value);
  return {
    delimiter,
    size: names.length,
    inputOf: (cells) => rowOfCells(all, [...constants, ...filling.map(({ place }) => cells[place] ?? '')]),
    columnFor: (wanted) => filling.find(({ field }) => field === wanted)?.name ?? null,
  };
}
