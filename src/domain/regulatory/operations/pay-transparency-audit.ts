import { z } from 'zod';
import { refuse } from '../../../kernel/errors.ts';
import { fileQuery } from '../../../kernel/file-answer.ts';
import { Day, reference } from '../../../kernel/shapes.ts';
import { auditedOf, PostingAudit, postingPack } from '../model/posting-audit.ts';
import { packFile, PackFormat, packFormats } from '../packs/pack.ts';
import { permissions } from '../policy.ts';
import { postedContents } from '../store/postings.ts';

/** A year and a day: what is posted and said anew is read from history. */
const mostDays = 367;

export const payTransparencyAudit = fileQuery({
  name: 'payTransparencyAudit',
  summary:
    'Every posting that vendors could see on a day of the period, with what it said then: the rules in force at its place, the range posted, and whether it told all that they want.',
  rest: 'GET /pay-transparency-audit',
  permission: permissions.auditPostings,
  input: z.strictObject({
    from: Day,
    to: Day,
    programId: reference('program').optional(),
    facilityId: reference('facility').optional(),
    format: PackFormat.optional(),
  }),
  heavy: true,
  formats: packFormats(PostingAudit),
  async handle({ format = 'json', ...asked }, context) {
    const { from, to } = asked;
    if (to < from) throw refuse('/to', 'before_start', 'The end is before the start.');
    if (Temporal.PlainDate.from(from).until(to).days >= mostDays)
      throw refuse('/to', 'too_long', `At most ${mostDays} days are audited at once.`);
    const rows = (await postedContents(asked, context)).map(auditedOf);
    const unlawful = rows.filter(({ verdict }) => verdict === 'unlawful').length;
    const of = { asOf: context.now, from, to, postings: rows.length, unlawful };
    return packFile(postingPack, format, `pay-transparency-${from}-to-${to}`, of, rows);
  },
});
