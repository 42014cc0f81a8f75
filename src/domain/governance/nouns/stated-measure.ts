import { edge, field, noun } from '../../../kernel/noun.ts';
import { Day, Id, text } from '../../../kernel/shapes.ts';
import { program } from '../../programs/index.ts';
import { vendor } from '../../vendors/index.ts';
import { statedMeasureLife } from '../lifecycle.ts';
import { Figure, MeasureName } from '../model/figure.ts';
import { StatedMeasureState } from '../model/stated-measure.ts';
import { permissions } from '../policy.ts';
import { statedMeasures } from '../tables.ts';

export const statedMeasure = noun({
  name: 'statedMeasure',
  summary: 'A measure of a vendor’s period that the operator found itself, with what it was found by.',
  table: statedMeasures,
  read: permissions.read,
  lifecycle: statedMeasureLife,
  fields: {
    programId: field(Id, { filter: true }),
    vendorId: field(Id, { filter: true }),
    measure: field(MeasureName, { filter: true, sort: true }),
    periodFrom: field(Day, { filter: true, sort: true }),
    periodTo: field(Day.meta({ description: 'The last day, in it.' }), { filter: true }),
    numerator: field(Figure),
    denominator: field(Figure.nullable().meta({ description: 'Null: the figure is the numerator itself.' })),
    evidence: field(text(2_000)),
    state: field(StatedMeasureState, { filter: true }),
  },
  visibleTo: { vendor: 'scoped' },
});

edge(statedMeasure, 'programId', 'program', program, 'statedMeasures');
edge(statedMeasure, 'vendorId', 'vendor', vendor, 'statedMeasures');
