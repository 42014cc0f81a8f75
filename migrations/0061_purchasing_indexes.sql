-- Why: what an order or a tax is named by is found without reading all lines.
-- no-transaction

create index concurrently if not exists invoice_lines_purchase_orders on invoice_lines (tenant_id, purchase_order_id) where purchase_order_id is not null;
create index concurrently if not exists invoice_lines_tax_rules on invoice_lines (tenant_id, tax_rule_id) where tax_rule_id is not null;
create index concurrently if not exists invoice_taxes_rules on invoice_taxes (tenant_id, tax_rule_id);
