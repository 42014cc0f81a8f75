import { z } from 'zod';
import { declareError } from '../../../kernel/errors.ts';
import { RuleConfidence } from '../../reference/index.ts';

/** A law of pay transparency that binds a posting, and what it wants shown. */
export interface PostingRule {
  code: string;
  state: string;
  locality: string | null;
  showsRange: boolean;
  showsBenefits: boolean;
  showsOtherCompensation: boolean;
  showsCloseDate: boolean;
  citation: string;
  source: string;
  confidence: 'confirmed' | 'from_knowledge';
}

/** What a posting says of pay. */
export interface Posting {
  type: 'contract' | 'per_diem' | 'direct_hire';
  payRateFrom: string | null;
  payRateTo: string | null;
  salaryFrom: string | null;
  salaryTo: string | null;
  payUnit: 'hour' | 'week' | 'year' | null;
  benefitsText: string | null;
  otherCompensation: string | null;
  respondBy: string | null;
}

/** A term that a posting lacks, and the rule that wants it. */
export const PostingGap = z
  .strictObject({
    field: z.string().meta({ examples: ['payRateFrom'] }),
    rule: z.string().meta({ examples: ['co_2024'] }),
    state: z.string(),
    locality: z.string().nullable(),
    citation: z.string(),
    source: z.string(),
    confidence: RuleConfidence,
  })
  .meta({ id: 'PostingGap' });
export type PostingGap = z.output<typeof PostingGap>;

export const postingLacksPayTerms = declareError(
  'posting_lacks_pay_terms',
  'conflict',
  'The law of a place where the work is done wants pay terms in the posting that are not told.',
);

/** The terms that the rule wants of the posting. A per-diem order says with its last day until when it is open. */
function* wanted(rule: PostingRule, { type }: Posting): Generator<keyof Omit<Posting, 'type'>> {
  if (rule.showsRange) {
    if (type === 'direct_hire') yield* ['salaryFrom', 'salaryTo'] as const;
    else yield* ['payRateFrom', 'payRateTo'] as const;
    yield 'payUnit';
  }
  if (rule.showsBenefits) yield 'benefitsText';
  if (rule.showsOtherCompensation) yield 'otherCompensation';
  if (rule.showsCloseDate && type !== 'per_diem') yield 'respondBy';
}

/** Every term that is lacking, once for each rule that wants it. */
export const gapsOf = (posting: Posting, rules: readonly PostingRule[]): PostingGap[] =>
  rules.flatMap((rule) =>
    [...wanted(rule, posting)]
      .filter((field) => posting[field] === null)
      .map((field) => ({
        field,
        rule: rule.code,
        state: rule.state,
        locality: rule.locality,
        citation: rule.citation,
        source: rule.source,
        confidence: rule.confidence,
      })),
  );
