import { beforeAll, describe, expect, test } from 'vitest';
import {
  assertCustomValuesComplete,
  checkedCustomValues,
  type ToldValues,
} from '../../src/domain/custom-fields/index.ts';
import { systemActor, type Actor } from '../../src/kernel/actor.ts';
import type { Problem } from '../../src/kernel/errors.ts';
import { openMarket, type Market, type PanelVendor } from '../support/market.ts';
import { startService, type Service } from '../support/service.ts';

let service: Service;
let market: Market;
let vendor: PanelVendor;

const fieldOf = (changes: object) => ({
  programId: market.programId,
  noun: 'order',
  label: 'Label',
  kind: 'text',
  ...changes,
});
const made = async (changes: object) => {
  const created = await market.manager.post('/custom-fields', fieldOf(changes));
  expect(created.status, created.text).toBe(201);
  return created.body;
};

type Open = Parameters<Parameters<Service['as']>[1]>[0];
const contextOf = (tx: Open, actor: Actor) => service.app.executor.context(tx, actor, 'test');

/** What the check answers the actor, or the places and codes of its faults. */
async function check(told: Omit<ToldValues, 'programId'>, actor: Partial<Actor> = {}) {
  const as = { ...systemActor(market.tenantId), ...actor };
  try {
    return await service.as(as, (tx) =>
      checkedCustomValues({ programId: market.programId, ...told }, contextOf(tx, as)),
    );
  } catch (error) {
    return (error as Problem).details.errors!.map(({ pointer, code }) => [pointer, code]);
  }
}

beforeAll(async () => {
  service = await startService();
  market = await openMarket(service);
  vendor = await market.vendor(1);
  await made({ key: 'cost_code', required: true, maxLength: 5 });
  await made({ key: 'beds', kind: 'number', minimum: '1.0', maximum: '40.50', shownToVendors: true });
  await made({ key: 'region', kind: 'choice', choices: ['North', 'South'], noun: 'submission' });
});

describe('custom fields', () => {
  test('are made on both surfaces; a key is of one field for ever', async () => {
    const document = `mutation($input: CreateCustomFieldInput!) { createCustomField(input: $input) {
      customField { key kind choices minimum shownToVendors } events { type } } }`;
    const input = fieldOf({ key: 'wing', kind: 'CHOICE', noun: 'ASSIGNMENT', choices: ['A', 'B'] });
    const answer = await market.admin.graphql(document, { input });
    expect(answer.body.data?.createCustomField, answer.text).toEqual({
      customField: { key: 'wing', kind: 'CHOICE', choices: ['A', 'B'], minimum: null, shownToVendors: false },
      events: [{ type: 'custom_field.created' }],
    });
    const again = await market.manager.post('/custom-fields', fieldOf({ key: 'cost_code' }));
    expect([again.status, again.body.code]).toEqual([409, 'custom_field_exists']);
    expect((await market.manager.post('/custom-fields', fieldOf({ key: 'Bad-Key' }))).status).toBe(422);
  });

  test.each([
    [{ key: 'a', kind: 'choice' }, '/choices'],
    [{ key: 'a', choices: ['x'] }, '/choices'],
    [{ key: 'a', minimum: '1' }, '/minimum'],
    [{ key: 'a', kind: 'date', maximum: '1' }, '/maximum'],
    [{ key: 'a', kind: 'number', maxLength: 3 }, '/maxLength'],
    [{ key: 'a', kind: 'number', minimum: '2', maximum: '1.999999' }, '/maximum'],
    [{ key: 'a', kind: 'number', minimum: '1e3' }, '/minimum'],
  ])('have the rules of their kind only', async (changes, pointer) => {
    const refused = await market.manager.post('/custom-fields', fieldOf(changes));
    expect([refused.status, refused.body.errors?.[0].pointer]).toEqual([422, pointer]);
  });

  test('change, in the version that was seen; the same again changes nothing', async () => {
    const { id } = await made({ key: 'ward', kind: 'number', minimum: '1.50' });
    expect((await market.manager.patch(`/custom-fields/${id}`, { label: 'Ward' })).status).toBe(428);
    const changed = await market.manager.patch(
      `/custom-fields/${id}`,
      { label: 'Ward', minimum: '2.00' },
      { 'if-match': '"1"' },
    );
    expect(changed.body).toMatchObject({ label: 'Ward', minimum: '2', version: 2 });
    const same = { label: 'Ward', minimum: '2.000' };
    expect(
      (await market.manager.patch(`/custom-fields/${id}`, same, { 'if-match': '"2"' })).body.version,
    ).toBe(2);
    const stale = await market.manager.patch(`/custom-fields/${id}`, same, { 'if-match': '"1"' });
    expect(stale.body.code).toBe('stale_version');
    const kind = await market.manager.patch(`/custom-fields/${id}`, { maxLength: 3 }, { 'if-match': '"2"' });
    expect(kind.body.errors[0].pointer).toBe('/maxLength');
  });

  test('are archived and restored, each once', async () => {
    const { id } = await made({ key: 'gone' });
    const act = (verb: string) => market.manager.post(`/custom-fields/${id}/${verb}`);
    expect((await act('restore')).body.code).toBe('step_not_allowed');
    expect((await act('archive')).body.archivedAt).not.toBeNull();
    expect((await act('archive')).body.code).toBe('step_not_allowed');
    const listed = await market.manager.get('/custom-fields?key=gone');
    expect(listed.body.data).toEqual([]);
    expect((await act('restore')).body.archivedAt).toBeNull();
  });

  test('are managed by the operator; a vendor reads those shown to vendors where it stands on the panel', async () => {
    expect((await market.requester.post('/custom-fields', fieldOf({ key: 'mine' }))).status).toBe(403);
    const seen = await vendor.recruiter.get('/custom-fields');
    expect(seen.body.data.map(({ key }: any) => key)).toEqual(['beds']);
    const hidden = (await market.manager.get('/custom-fields?key=cost_code')).body.data[0];
    expect((await vendor.recruiter.get(`/custom-fields/${hidden.id}`)).status).toBe(404);
    const elsewhere = await openMarket(service);
    const outsider = await elsewhere.vendor(1);
    expect((await outsider.recruiter.get('/custom-fields')).body.data).toEqual([]);
    const foreign = await elsewhere.manager.patch(
      `/custom-fields/${hidden.id}`,
      { label: 'Theirs' },
      { 'if-match': '"1"' },
    );
    expect(foreign.status).toBe(404);
  });
});

describe('custom values', () => {
  const recruiting = () => ({ side: 'vendor' as const, vendorId: vendor.vendorId });

  test('are kept canonical, and refused each at its place', async () => {
    const values = [
      { key: 'cost_code', value: ' A-1 ' },
      { key: 'beds', value: '12.50' },
    ];
    expect(await check({ noun: 'order', values })).toEqual({ beds: '12.5', cost_code: 'A-1' });
    const wrong = [
      { key: 'beds', value: '41' },
      { key: 'region', value: 'North' },
    ];
    expect(await check({ noun: 'order', values: wrong })).toEqual([
      ['/customValues/0/value', 'above_maximum'],
      ['/customValues/1/key', 'unknown_custom_field'],
      ['/customValues', 'custom_value_missing'],
    ]);
  });

  test('may lack what is required in a draft, and not when it is left', async () => {
    expect(await check({ noun: 'order', values: [], partial: true })).toEqual({});
    const actor = systemActor(market.tenantId);
    const complete = (values: Record<string, string>) =>
      service.as(actor, (tx) =>
        assertCustomValuesComplete(
          { noun: 'order', programId: market.programId, values },
          contextOf(tx, actor),
        ),
      );
    await expect(complete({ beds: '1' })).rejects.toMatchObject({
      details: { errors: [{ pointer: '/customValues', code: 'custom_value_missing' }] },
    });
    await complete({ cost_code: 'A' });
  });

  test('of a vendor name what is shown to vendors; what it is not shown stays', async () => {
    const values = [{ key: 'beds', value: '3' }];
    expect(await check({ noun: 'order', values }, recruiting())).toEqual({ beds: '3' });
    const held = { cost_code: 'A-9', beds: '2' };
    expect(await check({ noun: 'order', values, held }, recruiting())).toEqual({
      beds: '3',
      cost_code: 'A-9',
    });
    const prying = [{ key: 'cost_code', value: 'A-9' }];
    const absent = [{ key: 'nowhere', value: 'A-9' }];
    const refused = await check({ noun: 'order', values: prying, held }, recruiting());
    expect(refused).toEqual([['/customValues/0/key', 'unknown_custom_field']]);
    expect(await check({ noun: 'order', values: absent, held }, recruiting())).toEqual(refused);
  });

  test('stand where their field was archived since, and are not taken anew', async () => {
    const { id } = await made({ key: 'old_code' });
    await market.manager.post(`/custom-fields/${id}/archive`);
    const values = [
      { key: 'cost_code', value: 'A' },
      { key: 'old_code', value: 'x' },
    ];
    expect(await check({ noun: 'order', values, held: { old_code: 'x' } })).toEqual({
      cost_code: 'A',
      old_code: 'x',
    });
    expect(await check({ noun: 'order', values })).toEqual([['/customValues/1/key', 'unknown_custom_field']]);
  });
});
