import { oneOf, type Frame, type Maker } from '../step.ts';

const names = ['North', 'South', 'East', 'West'];

/** An HRIS says what a cost center is called; saying it again makes no version. */
const nameCenter: Maker = (frame) => {
  const { scene, model, chance } = frame;
  const code = `C${chance.whole(4)}`;
  const name = chance.pick(names);
  return {
    name: 'nameCenter',
    subjects: [`center ${code}`],
    client: scene.admin,
    method: 'PUT',
    path: `/cost-centers/ext:hris:${code}`,
    body: { programId: scene.programId, code, name },
    apply() {
      const known = model.centers.get(code);
      if (!known) {
        model.centers.set(code, { name, version: 1 });
        model.happened('cost_center.created');
      } else if (known.name !== name) {
        Object.assign(known, { name, version: known.version + 1 });
        model.happened('cost_center.changed');
      }
    },
  };
};

const nameUnit: Maker = (frame: Frame) => {
  const { scene, model, chance } = frame;
  const code = `U${chance.whole(3)}`;
  const name = chance.pick(names);
  const center = oneOf([...model.centers.keys()], frame) ?? null;
  return {
    name: 'nameUnit',
    subjects: [`unit ${code}`, ...(center ? [`center ${center}`] : [])],
    client: scene.admin,
    method: 'PUT',
    path: `/units/ext:hris:${code}`,
    body: {
      programId: scene.programId,
      facilityId: scene.facilityId,
      name,
      costCenterId: center && `ext:hris:${center}`,
    },
    apply({ id }) {
      const known = model.units.get(code);
      if (!known) {
        model.units.set(code, { id, name, center, version: 1 });
        model.happened('unit.created');
      } else if (known.name !== name || known.center !== center) {
        Object.assign(known, { name, center, version: known.version + 1 });
        model.happened('unit.changed');
      }
    },
  };
};

export const places: Maker[] = [nameCenter, nameUnit];
