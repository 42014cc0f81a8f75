import { z } from 'zod';
import { permission, roles } from '../../kernel/actor.ts';
import { field, noun } from '../../kernel/noun.ts';
import { codeOf, text } from '../../kernel/shapes.ts';
import { professions, specialties, states } from './tables.ts';

const read = permission('reference.read', ...roles);
const name = field(text(200), { filter: true, sort: true, search: true });

export const profession = noun({
  name: 'profession',
  summary: 'What people practice; the same for every tenant.',
  table: professions,
  read,
  fields: {
    code: field(codeOf('profession', 'rn'), { filter: true, sort: true }),
    name,
    licensed: field(z.boolean(), { filter: true }),
    compact: field(
      z.boolean().meta({ description: 'A multistate license of the Nurse Licensure Compact covers it.' }),
      { filter: true },
    ),
  },
});

export const specialty = noun({
  name: 'specialty',
  plural: 'specialties',
  summary: 'Where in care people practice; the same for every tenant.',
  table: specialties,
  read,
  fields: { code: field(codeOf('specialty', 'icu'), { filter: true, sort: true }), name },
});

export const state = noun({
  name: 'state',
  summary: 'A state or territory, with the time zone that most of it keeps.',
  table: states,
  read,
  fields: {
    code: field(codeOf('state', 'OH'), { filter: true, sort: true }),
    name,
    timeZone: field(z.string()),
  },
});
