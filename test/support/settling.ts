import type { Client, Service } from './service.ts';
import { ok, shift, type Supplier, type Weeks } from './weeks.ts';

/** Who issues, who approves and who records what is paid are three people. */
export interface Books {
  weeks: Weeks;
  /** Another manager, who approves what the first issued. */
  approver: Client;
  /** A third one, who records payments. */
  cashier: Client;
  /** Bills a day of so many hours at 98 of a new worker of the vendor, and sends what a run makes of it. */
  billed(hours: number, supplier?: Supplier): Promise<{ invoice: any; statement: any; path: string }>;
  /** Approves and sends a document. */
  sent(document: { id: string }): Promise<any>;
  invoice(id: string): Promise<any>;
}

/** The books of a program of worked weeks. */
export async function createBooks(service: Service, weeks: Weeks): Promise<Books> {
  const approver = await service.member(weeks.tenantId, { role: 'program_manager' });
  const cashier = await service.member(weeks.tenantId, { role: 'program_manager' });
  const invoice = async (id: string) => ok(await weeks.manager.get(`/invoices/${id}`));
  const sent = async ({ id }: { id: string }) => {
    ok(await approver.post(`/invoices/${id}/approve`));
    return ok(await weeks.manager.post(`/invoices/${id}/send`));
  };
  return {
    weeks,
    approver,
    cashier,
    invoice,
    sent,
    async billed(hours, supplier = weeks.atlas) {
      const day = shift('2026-02-03', '08:00', `${String(8 + hours).padStart(2, '0')}:00`);
      const path = await weeks.approved(await weeks.placed(supplier), [day]);
      const run = ok(
        await weeks.manager.post('/invoice-runs', {
          programId: weeks.programId,
          periodStart: '2026-02-01',
          periodEnd: '2026-02-07',
        }),
        201,
      );
      const made = ok(await weeks.manager.get(`/invoices?runId=${run.id}&limit=200`)).data;
      const of = async (kind: string) => sent(made.find((one: any) => one.kind === kind));
      return { invoice: await of('client_invoice'), statement: await of('vendor_statement'), path };
    },
  };
}
