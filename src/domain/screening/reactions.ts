import type { EventDeclaration } from '../../kernel/event.ts';
import { reaction } from '../../kernel/operation.ts';
import { credentialRevised, credentialSubmitted } from '../credentials/index.ts';
import { vendorChanged, vendorCreated } from '../vendors/index.ts';
import {
  representationChanged,
  representationCreated,
  workerAbsorbed,
  workerChanged,
  workerCreated,
} from '../workers/index.ts';
import { exclusionListPublished } from './model/exclusion-list.ts';
import {
  beginRun,
  completeRun,
  dueWorkers,
  isScreened,
  isScreening,
  screenVendors,
  screenWorkers,
} from './store/screening.ts';
import { nextLift, screenNextWorkers } from './timers.ts';

/** So many changes that wait beside the one in question are screened with it: their own reactions find nothing to do. */
const mostTogether = 1_000;

const screenByNewList = reaction({
  name: 'screenByNewList',
  on: exclusionListPublished,
  when: 'after',
  async handle({ subject }, context) {
    const { run, fact } = await beginRun('publication', subject.id, context);
    return { events: [fact], timers: [screenNextWorkers(context.now, run.id, { after: null })] };
  },
});

type Plain = EventDeclaration<Record<string, never>>;

const screeningWorker = <Data>(name: string, on: EventDeclaration<Data>) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject }, context) {
      const workerId = subject.workerId ?? subject.id;
      if (!(await isScreening(context)) || (await isScreened(workerId, context))) return {};
      const due = await dueWorkers(workerId, ofWorkers, mostTogether, context);
      if (due.length === 0) return {};
      const { run, fact } = await beginRun('change', null, context);
      const { run: screened, facts } = await screenWorkers(run, due, context);
      const completed = await completeRun(screened, context);
      return { events: [fact, ...facts, completed], timers: await nextLift(context) };
    },
  });

const screeningVendor = (name: string, on: Plain) =>
  reaction({
    name,
    on,
    when: 'after',
    async handle({ subject }, context) {
      if (!(await isScreening(context))) return {};
      const { run, fact } = await beginRun('change', null, context);
      const { run: screened, facts } = await screenVendors(run, subject.id, context);
      const completed = await completeRun(screened, context);
      return { events: [fact, ...facts, completed], timers: await nextLift(context) };
    },
  });

const workerReactions = [
  screeningWorker('screenNewWorker', workerCreated),
  screeningWorker('screenChangedWorker', workerChanged),
  screeningWorker('screenMergedWorker', workerAbsorbed),
  screeningWorker('screenRepresentedWorker', representationCreated),
  screeningWorker('screenChangedRepresentation', representationChanged),
  screeningWorker('screenLicensedWorker', credentialSubmitted),
  screeningWorker('screenCorrectedLicense', credentialRevised),
];
const ofWorkers = workerReactions.map(({ name }) => name);

export const reactions = [
  screenByNewList,
  ...workerReactions,
  screeningVendor('screenNewVendor', vendorCreated),
  screeningVendor('screenChangedVendor', vendorChanged),
];
