import { refuse } from '../../kernel/errors.ts';
import type { Context } from '../../kernel/operation.ts';
import { units } from '../programs/index.ts';
import type { RateHourType, RateShift } from './model/rate-line.ts';
import { lineFor, resolve, type Candidate } from './model/resolution.ts';
import { applicableLines, type CardLine, type ProgramQuestion } from './store/lines.ts';

/** For what a rate is asked, as it is told. */
interface ToldQuestion {
  programId: string;
  profession: string;
  specialty?: string | undefined;
  facilityId?: string | undefined;
  unitId?: string | undefined;
  vendorId?: string | undefined;
  shift?: RateShift | undefined;
  hourType: RateHourType;
  on: string;
}

/** The question in full: a unit brings its facility. */
export async function questionOf(told: ToldQuestion, { tx }: Context): Promise<ProgramQuestion> {
  const unit = told.unitId === undefined ? undefined : await tx.find(units, told.unitId);
  if (unit && unit.programId !== told.programId)
    throw refuse('/unitId', 'not_in_program', 'The unit is not one of the program.');
  if (unit && told.facilityId !== undefined && told.facilityId !== unit.facilityId)
    throw refuse('/unitId', 'not_in_facility', 'The unit is not one of the facility.');
  return {
    ...told,
    specialty: told.specialty ?? null,
    facilityId: unit?.facilityId ?? told.facilityId ?? null,
    unitId: told.unitId ?? null,
    vendorId: told.vendorId ?? null,
    shift: told.shift ?? null,
  };
}

/** The line that counts with the regular hour's that it may multiply, and all that apply, ranked. */
export interface Resolved {
  line: CardLine | undefined;
  regular: CardLine | undefined;
  applicable: Candidate<CardLine>[];
}

export async function resolved(asked: ProgramQuestion, context: Context): Promise<Resolved> {
  const lines = await applicableLines(asked, context);
  const ofType = lines.filter(({ hourType }) => hourType === asked.hourType);
  return {
    line: lineFor(ofType, asked),
    regular: lineFor(lines, { ...asked, hourType: 'regular' }),
    applicable: resolve(ofType, asked),
  };
}
