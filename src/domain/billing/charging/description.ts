import { workedTypes } from '../../time/index.ts';

const sentence = (code: string) => `${code[0]!.toUpperCase()}${code.slice(1).replaceAll('_', ' ')}`;

/** What is not hours worked is called by its own name: `Meal premium`, `Callback minimum`. */
const isWorked = (hourType: string) => (workedTypes as readonly string[]).includes(hourType);

/** What a line is called on a document: `Overtime hours`, `Night differential`, `Correction: overtime hours`. */
export function descriptionOf(line: {
  kind: string;
  hourType: string | null;
  differentialCode: string | null;
}): string {
  const { kind, hourType, differentialCode } = line;
  const hours = !hourType || hourType === 'on_call' || isWorked(hourType);
  const charged = differentialCode
    ? `${differentialCode} differential`
    : `${hourType ?? 'worked'}${hours ? ' hours' : ''}`;
  return sentence(kind === 'adjustment' ? `correction: ${charged}` : charged);
}
