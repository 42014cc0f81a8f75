import type { Client } from './client.ts';
import { facilitiesCsv, type Hospital } from './hospitals.ts';

/** The program with its hospitals, their cost centers and the ICU of the first. */
export async function structure(
  admin: Client,
  integration: Client,
  name: string,
  hospitals: readonly Hospital[],
) {
  await admin.post('/external-systems', { name: 'cms' });
  await admin.post('/external-systems', { name: 'hris' });
  const program = await admin.post('/programs', { name, timeZone: 'America/New_York' });
  const loaded = await integration.post(
    '/facilities/bulk',
    facilitiesCsv(hospitals, program['id'] as string),
    { 'content-type': 'text/csv' },
  );
  const programId = program['id'] as string;
  const facility = `ext:cms:${hospitals[0]!.ccn}`;
  const centers = [
    ['6010', 'Critical care'],
    ['6090', 'Float pool'],
  ] as const;
  const costCenters = await integration.post('/cost-centers/bulk', {
    items: centers.map(([code, title]) => ({
      externalId: { system: 'hris', id: code },
      programId,
      facilityId: facility,
      code,
      name: title,
    })),
  });
  const unit = await integration.put('/units/ext:hris:ICU-1', {
    programId,
    facilityId: facility,
    name: 'ICU',
    profession: 'rn',
    costCenterId: 'ext:hris:6010',
  });
  const [icu, float] = costCenters['rows'] as { id: string }[];
  return {
    programId,
    loaded,
    facilityId: unit['facilityId'] as string,
    unitId: unit['id'] as string,
    costCenters: { icu: icu!.id, float: float!.id },
  };
}
