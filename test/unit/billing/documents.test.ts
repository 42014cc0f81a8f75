import { expect, test } from 'vitest';
import { descriptionOf } from '../../../src/domain/billing/charging/description.ts';
import { inDocumentOrder } from '../../../src/domain/billing/charging/document.ts';

const line = (hourType: string | null, kind = 'hours', differentialCode: string | null = null) => ({
  kind,
  hourType,
  differentialCode,
});

test.each([
  [line('double_time'), 'Double time hours'],
  [line('on_call'), 'On call hours'],
  [line('callback_minimum'), 'Callback minimum'],
  [line('meal_premium'), 'Meal premium'],
  [line('overtime', 'adjustment'), 'Correction: overtime hours'],
  [line('differential', 'hours', 'night'), 'Night differential'],
  [line(null), 'Worked hours'],
])('%j is called %s', (said, name) => {
  expect(descriptionOf(said)).toBe(name);
});

test('a document lists hours before what stands beside them, and differentials last', () => {
  const types = ['differential', 'meal_premium', 'on_call', 'double_time', null, 'overtime', 'regular'];
  const listed = types.map((hourType) => ({
    vendorId: 'v',
    workerId: 'w',
    sourceId: 's',
    hourType,
    lineKey: 'k',
  }));
  expect(inDocumentOrder(listed).map(({ hourType }) => hourType)).toEqual([
    'regular',
    'overtime',
    'double_time',
    'on_call',
    'meal_premium',
    'differential',
    null,
  ]);
});
