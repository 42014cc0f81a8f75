import { z } from 'zod';
import { codeOf, Day, Id, Instant } from '../../../kernel/shapes.ts';

const Hours = z.string().meta({ scalar: 'Decimal', format: 'decimal', examples: ['11.75'] });

/** A person's paid hours of one day under one job title, as CMS's Payroll-Based Journal takes them. */
export const PbjDay = z
  .strictObject({
    employeeId: z.string().meta({
      description: 'Stands for the person at this facility and nowhere else; the same whenever it is asked.',
      examples: ['9F86D081884C7D659A2F'],
    }),
    jobCode: z.int().meta({ description: 'CMS’s job title code, 1 to 40.' }),
    jobTitle: z.string().meta({ description: 'CMS’s name of the job title.' }),
    payType: z.int().meta({ description: '2 non-exempt, of the facility’s own float pool; 3 contract.' }),
    workDate: Day.meta({ description: 'The day worked, by the facility’s clock.' }),
    minutes: z.int().meta({ description: 'Minutes worked on the day under the job title, meals out.' }),
    hours: Hours.meta({ description: 'Two places, half away from zero.' }),
  })
  .meta({ id: 'PbjDay' });

/** Time of a profession that no job title of the journal stands for. */
export const PbjUnmapped = z
  .strictObject({ profession: codeOf('profession', 'rn'), minutes: z.int() })
  .meta({ id: 'PbjUnmapped' });

export const PbjHours = z
  .strictObject({
    facilityId: Id,
    ccn: z.string().nullable(),
    from: Day,
    to: Day,
    asOf: Instant,
    rows: z.array(PbjDay),
    unmapped: z.array(PbjUnmapped),
  })
  .meta({ id: 'PbjHours' });
