import { z } from 'zod';
import { effectiveFields } from '../../../kernel/effective-fields.ts';
import { edge, field, noun } from '../../../kernel/noun.ts';
import { codeOf, Day, Hours, Instant, text } from '../../../kernel/shapes.ts';
import { unit } from '../../programs/index.ts';
import { RuleConfidence } from '../../reference/index.ts';
import {
  CensusKind,
  CensusShift,
  DemandQuantity,
  ShiftTime,
  StaffingRatioValue,
  UnitType,
} from '../model/shapes.ts';
import { permissions } from '../policy.ts';
import { censusCounts, demandObservations, staffingRatios, unitStandards } from '../tables.ts';
import { place } from './place.ts';

const filtered = { filter: true };
const listed = { filter: true, sort: true };
const withdrawnAt = field(
  Instant.nullable().meta({ description: 'Since when it counts no more; told again it counts.' }),
  filtered,
);

export const demandObservation = noun({
  name: 'demandObservation',
  summary:
    'What another system counted of a unit’s demand for a profession on a day: a history to forecast from.',
  table: demandObservations,
  read: permissions.read,
  fields: {
    ...place,
    profession: field(codeOf('profession', 'rn'), filtered),
    localDate: field(Day, listed),
    hours: field(DemandQuantity.nullable()),
    positions: field(DemandQuantity.nullable()),
    source: field(text(200).nullable(), filtered),
    withdrawnAt,
  },
});

export const censusCount = noun({
  name: 'censusCount',
  summary:
    'The patients of a unit in a shift, counted or expected, and what its own people are scheduled to work.',
  table: censusCounts,
  read: permissions.read,
  fields: {
    ...place,
    localDate: field(Day.meta({ description: 'The day at the facility on which the shift begins.' }), listed),
    shift: field(CensusShift, filtered),
    kind: field(CensusKind, filtered),
    startTime: field(ShiftTime),
    endTime: field(ShiftTime.meta({ description: 'Of the next day where it is not after the start.' })),
    patients: field(z.int()),
    employedHours: field(Hours.nullable()),
    withdrawnAt,
  },
});

export const unitStandard = noun({
  name: 'unitStandard',
  summary:
    'Of which kind a unit is by the law of staffing, dated; and a ratio of its own, where it has a stricter one.',
  table: unitStandards,
  read: permissions.read,
  fields: {
    ...place,
    unitType: field(UnitType, filtered),
    ...effectiveFields(),
    patientsPerNurse: field(StaffingRatioValue.nullable()),
    profession: field(codeOf('profession', 'rn').nullable(), filtered),
    citation: field(text(200).nullable()),
  },
});

export const staffingRatio = noun({
  name: 'staffingRatio',
  summary:
    'How many patients a nurse may have, or how many hours a patient is owed, by a state’s law and the kind of unit, dated; the same for every tenant.',
  table: staffingRatios,
  read: permissions.readRatios,
  fields: {
    code: field(codeOf('staffingRatio', 'ca_critical_care'), listed),
    state: field(codeOf('state', 'CA'), listed),
    unitType: field(UnitType, listed),
    professions: field(
      z.array(z.string()).meta({ description: 'Who counts toward it; the first is who is asked for.' }),
    ),
    patientsPerNurse: field(StaffingRatioValue.nullable()),
    hoursPerPatientDay: field(StaffingRatioValue.nullable()),
    ...effectiveFields(),
    citation: field(z.string(), { search: true }),
    source: field(z.string()),
    confidence: field(RuleConfidence, filtered),
    notes: field(z.string().nullable()),
  },
});

edge(demandObservation, 'unitId', 'unit', unit, null);
edge(censusCount, 'unitId', 'unit', unit, null);
edge(unitStandard, 'unitId', 'unit', unit, 'staffingStandards');
