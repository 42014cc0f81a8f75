const sentence = (code: string) => `${code[0]!.toUpperCase()}${code.slice(1).replaceAll('_', ' ')}`;

/** What a line is called on a document: `Overtime hours`, `Night differential`, `Correction: overtime hours`. */
export function descriptionOf(line: {
  kind: string;
  hourType: string | null;
  differentialCode: string | null;
}): string {
  const { kind, hourType, differentialCode } = line;
  const charged = differentialCode ? `${differentialCode} differential` : `${hourType ?? 'worked'} hours`;
  return sentence(kind === 'adjustment' ? `correction: ${charged}` : charged);
}
