import { z } from 'zod';
import { Day, Id, Instant, oneOf } from '../../../kernel/shapes.ts';
import { gapsOf, type Posting, type PostingRule } from '../../orders/index.ts';
import { pack, packShape } from '../packs/pack.ts';

export const PostingVerdict = oneOf('PostingVerdict', ['lawful', 'unlawful', 'no_rule']);

const Money = z.string().nullable();
const money = (description: string) => Money.meta({ scalar: 'Decimal', format: 'decimal', description });

export const AuditedPosting = z
  .strictObject({
    orderId: Id.meta({ scalar: 'ID', description: 'The order that was posted.' }),
    orderType: z.string().meta({ description: 'contract, per_diem or direct_hire.' }),
    profession: z.string().meta({ description: 'The profession ordered.' }),
    facilityId: Id.meta({ scalar: 'ID', description: 'Where the work is done.' }),
    facilityName: z.string().meta({ description: 'Its name.' }),
    state: z.string().meta({ description: 'Its state, two letters.' }),
    locality: z.string().nullable().meta({ description: 'Its city.' }),
    remoteStates: z.array(z.string()).meta({ description: 'States from which the work may be done.' }),
    postedFrom: Instant.meta({
      scalar: 'Instant',
      description: 'Since when vendors could see it with this content.',
    }),
    postedTo: Instant.nullable().meta({
      scalar: 'Instant',
      description: 'Until when; empty where they still can.',
    }),
    postedOn: Day.meta({ scalar: 'Day', description: 'The first day of it, by the facility.' }),
    payFrom: money('The lowest pay posted.'),
    payTo: money('The highest pay posted.'),
    payUnit: z.string().nullable().meta({ description: 'Per hour, week or year.' }),
    currency: z.string().meta({ description: 'ISO 4217.' }),
    rules: z.array(z.string()).meta({ description: 'The rules in force there on a day of it, by code.' }),
    citations: z.array(z.string()).meta({ description: 'Where they are written.' }),
    verdict: PostingVerdict.meta({ description: 'lawful, unlawful, or no_rule where none binds it.' }),
    lacking: z
      .array(z.string())
      .meta({ description: 'Each term that is not told, and the rule that wants it.' }),
    needsConfirming: z.boolean().meta({
      description: 'Whether one of the rules was written down from knowledge and not looked up.',
    }),
  })
  .meta({ id: 'AuditedPosting' });
export type AuditedPosting = z.output<typeof AuditedPosting>;

export const postingPack = pack({
  name: 'pay_transparency_audit',
  title: 'Pay-transparency audit of postings',
  source: 'The pay-transparency laws of states and cities, by citation in each row',
  row: AuditedPosting,
});

export const PostingAudit = packShape('PostingAudit', postingPack, {
  from: Day,
  to: Day,
  postings: z.int(),
  unlawful: z.int(),
});

/** What an order said while vendors could see it, and when; the days are the facility's. */
export interface PostedContent
  extends
    Posting,
    Pick<
      AuditedPosting,
      | 'orderId'
      | 'profession'
      | 'facilityId'
      | 'facilityName'
      | 'state'
      | 'locality'
      | 'remoteStates'
      | 'postedFrom'
      | 'postedTo'
      | 'postedOn'
      | 'currency'
    > {
  rules: readonly PostingRule[];
}

/** Whether the posting told what every rule that bound it on a day of it wants. */
export function auditedOf(content: PostedContent): AuditedPosting {
  const { type, payRateFrom, payRateTo, salaryFrom, salaryTo, payUnit, rules, ...said } = content;
  const { benefitsText: _, otherCompensation: __, respondBy: ___, ...about } = said;
  const gaps = gapsOf(content, rules);
  const verdict = rules.length === 0 ? 'no_rule' : gaps.length === 0 ? 'lawful' : 'unlawful';
  return {
    ...about,
    orderType: type,
    payFrom: type === 'direct_hire' ? salaryFrom : payRateFrom,
    payTo: type === 'direct_hire' ? salaryTo : payRateTo,
    payUnit,
    rules: rules.map(({ code }) => code),
    citations: [...new Set(rules.map(({ citation }) => citation))],
    verdict,
    lacking: gaps.map(({ field, rule, citation }) => `${field}: ${rule} (${citation})`),
    needsConfirming: rules.some(({ confidence }) => confidence === 'from_knowledge'),
  };
}
