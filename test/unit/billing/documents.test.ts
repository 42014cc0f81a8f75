import { expect, test } from 'vitest';
import { descriptionOf } from '../../../src/domain/billing/charging/description.ts';

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
