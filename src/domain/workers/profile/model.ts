import { z } from 'zod';
import { factsFor } from '../../../kernel/event.ts';
import { codeOf, Day } from '../../../kernel/shapes.ts';

/** A code of the Health Care Provider Taxonomy by its form (NUCC): ten characters, the last one X. The list is the tenant's. */
export const TaxonomyCode = z
  .string()
  .regex(/^[0-9A-Z]{9}X$/, 'A taxonomy code is ten capital letters and digits, the last one X.')
  .meta({ examples: ['163WC0200X'] });
export const TaxonomyCodes = z.array(TaxonomyCode).max(15);

/** Years in a profession or a specialty of it, as stated, and since when. */
export const Experience = z
  .strictObject({
    profession: codeOf('profession', 'rn'),
    specialty: codeOf('specialty', 'icu').optional(),
    years: z
      .int()
      .min(0)
      .max(70)
      .meta({ examples: [4] }),
    since: Day.optional(),
  })
  .meta({ id: 'Experience' });
export type Experience = z.output<typeof Experience>;
export const Experiences = z
  .array(Experience)
  .max(50)
  .refine(
    (items) =>
      new Set(items.map(({ profession, specialty }) => `${profession} ${specialty ?? ''}`)).size ===
      items.length,
    'Each profession and specialty stands once.',
  );

/** Experience with its members in the order in which the database keeps them, so that equals compare equal. */
export const kept = (items: readonly Experience[] | undefined): Experience[] | undefined =>
  items?.map(({ since, years, specialty, profession }) => ({
    ...(since && { since }),
    years,
    ...(specialty && { specialty }),
    profession,
  }));

/** What either of two profiles of one person says, the first one's years where both speak. */
export function unitedExperience(one: readonly Experience[], other: readonly Experience[]): Experience[] {
  const keyOf = ({ profession, specialty }: Experience) => `${profession} ${specialty ?? ''}`;
  const said = new Set(one.map(keyOf));
  return [...one, ...other.filter((item) => !said.has(keyOf(item)))].slice(0, 50);
}

const nothing = z.strictObject({});
const historyFact = factsFor(['operator', 'vendor'], nothing);
export const workHistoryRecorded = historyFact(
  'work_history_entry.recorded',
  'A stretch of work was recorded.',
);
export const workHistoryChanged = historyFact(
  'work_history_entry.changed',
  'A stretch of work was corrected.',
);
export const workHistoryRemoved = historyFact(
  'work_history_entry.removed',
  'A stretch of work was taken out of the history.',
);

const codeFact = factsFor(['operator'], z.strictObject({ code: z.string() }));
export const taxonomyCodeCreated = codeFact('taxonomy_code.created', 'A code joined the tenant’s list.');
export const taxonomyCodeChanged = codeFact('taxonomy_code.changed', 'What a code means was changed.');
