import { sql, type SQL } from 'drizzle-orm';
import type { Actor } from '../../../kernel/actor.ts';
import { asked, invoicedBy, knownAt, postedKind, type LedgerQuestion } from './known.ts';

const ofKey = sql`l.tenant_id = i.tenant_id and l.timesheet_id = i.source_id and l.hour_type is not distinct from i.hour_type
  and l.differential_code is not distinct from i.differential_code and l.bill_rate = i.rate`;

const summed = (onDay: string) =>
  sql`sum(w.amount) as whole, coalesce(sum(w.amount) filter (where w.work_date <= ${onDay}::date), 0) as part`;

/**
 * How much of an item whose days go beyond the day was worked by then, as part of a whole: by the day lines of its
 * version, of the difference between versions where it is just that, of the version it takes back; else by days.
 */
const weights = (onDay: string): SQL => sql`
  left join lateral (select ${summed(onDay)} from (
      select l.work_date, l.amount from timesheet_lines l where i.is_difference and ${ofKey} and l.revision = i.source_revision
      union all
      select l.work_date, -l.amount from timesheet_lines l where i.is_difference and ${ofKey} and l.revision = i.source_revision - 1) w
    ) difference on true
  left join lateral (select ${summed(onDay)} from (select l.work_date, l.amount from timesheet_lines l
      where i.goes_beyond and i.source_noun = 'timesheet' and ${ofKey}
        and l.revision = coalesce((select c.source_revision from billing_items c where c.tenant_id = i.tenant_id and c.id = i.corrects_id),
          i.source_revision)) w) own on true
  left join lateral (select ${summed(onDay)} from (select l.work_date, l.amount from timesheet_lines l
      where i.goes_beyond and l.tenant_id = i.tenant_id and l.timesheet_id = i.week_id and l.revision = i.week_revision
        and l.work_date between i.work_date_from and i.work_date_to) w) volume on true
  cross join lateral (select
      case when not i.goes_beyond then 1 when difference.whole = i.charge and i.charge <> 0 then difference.part
        when own.whole <> 0 then own.part when volume.whole <> 0 then volume.part
        else ${onDay}::date - i.work_date_from + 1 end as part,
      case when not i.goes_beyond then 1 when difference.whole = i.charge and i.charge <> 0 then difference.whole
        when own.whole <> 0 then own.whole when volume.whole <> 0 then volume.whole
        else i.work_date_to - i.work_date_from + 1 end as whole) cut`;

/** Items as they stood, each with the part of it that was worked by the day: the columns that every basis has, and its own id. */
export const itemsBy = (question: LedgerQuestion, actor: Actor, condition: SQL): SQL => sql`
  select i.id, i.posted_kind as item_kind, i.hour_type, i.facility_id, i.unit_id, i.vendor_id, i.amount as whole_amount,
    round(i.amount * cut.part / cut.whole, 2) as amount, round(i.fee_amount * cut.part / cut.whole, 2) as fee_amount, i.shares
  from (select i.tenant_id, i.id, i.kind, i.correction, i.corrects_id, i.source_noun, i.source_id, i.source_revision, i.line_key,
      i.hour_type, i.differential_code, i.rate, i.facility_id, i.unit_id, i.vendor_id, i.work_date_from, i.work_date_to,
      i.work_date_to > ${question.onDay}::date as goes_beyond,
      i.work_date_to > ${question.onDay}::date and i.source_noun = 'timesheet' and i.kind = 'adjustment'
        and coalesce(i.correction, 'difference') = 'difference' as is_difference,
      case i.source_noun when 'agreement_utilization' then split_part(i.line_key, ':', 1)::uuid end as week_id,
      case i.source_noun when 'agreement_utilization' then split_part(i.line_key, ':', 2)::int end as week_revision,
      ${postedKind('i')} as posted_kind, k.amount, k.fee_amount,
      k.amount - case i.fee_model when 'client_funded' then k.fee_amount else 0 end as charge,
      (select jsonb_agg(jsonb_build_object('costCenterId', s.value ->> 'costCenterId', 'weight', s.value ->> 'amount') order by s.place)
        from (select p.value, p.place from jsonb_array_elements(k.allocation) with ordinality p (value, place)
          -- What no cost center bears has its part too.
          union all select jsonb_build_object('amount', k.amount - sum((p.value ->> 'amount')::numeric)), count(*) + 1
            from jsonb_array_elements(k.allocation) p (value)
            having sum((p.value ->> 'amount')::numeric) <> k.amount) s) as shares
    from billing_items i
    cross join lateral ${knownAt('billing_items', 'i', ['amount', 'fee_amount', 'allocation', 'state'], question.at)} k
    where ${asked('i', question, actor)} and i.work_date_from <= ${question.onDay}::date and k.state <> 'void' and ${condition}) i
  ${weights(question.onDay)}`;

/** What of billing items was worked by the day and stood on no document of the client's that is dated by then. */
export const approvedAccruals = (question: LedgerQuestion, actor: Actor): SQL => sql`
  select 'approved' as basis, a.item_kind, a.hour_type, a.facility_id, a.unit_id, a.vendor_id, a.amount, a.fee_amount, a.shares
  from (${itemsBy(question, actor, sql`not ${invoicedBy('i', question)}`)}) a`;
