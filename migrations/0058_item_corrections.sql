-- Why: what was billed is taken back for several reasons, and each is told apart; also what was billed as a credit is taken back.

alter table billing_items
  -- Because a later version says less, because part of it was conceded, or because its document was voided.
  add column correction text,
  -- Why it was taken back, as whoever did so said.
  add column reason text;
alter table billing_items
  add constraint billing_items_correction check (correction in ('difference', 'concession', 'reversal')) not valid,
  add constraint billing_items_corrected_so check (correction is null or corrects_id is not null) not valid,
  add constraint billing_items_reason check (length(reason) between 1 and 2000) not valid;

-- A correction has the sign that takes back what it corrects, which its trigger sees; a credit is taken back by a charge.
alter table billing_items drop constraint billing_items_corrects;
alter table billing_items add constraint billing_items_corrects check (corrects_id is null or kind = 'adjustment') not valid;
