import { Presence } from './presence.ts';
import {
  inOrder,
  longestOnCall,
  longestWork,
  milliseconds,
  pressedTwice,
  type LoosePunch,
  type PairablePunch,
  type Paired,
  type PairKind,
} from './punch.ts';

const comes: Readonly<Record<string, PairKind>> = {
  in: 'worked',
  callback_start: 'callback',
  on_call_start: 'on_call',
};
const goes = new Set(['out', 'callback_end', 'on_call_end']);
const notOut = 'Nobody said when this ended.';
const notIn = 'Nobody said when this began.';

/** One thing that somebody does at a time: being at work, or being on call. */
class Lane {
  readonly paired: Paired = { pairs: [], open: [], loose: [] };
  readonly #longest: number;
  #there: Presence | null = null;
  #left: PairablePunch | null = null;

  constructor(longest: number) {
    this.#longest = longest;
  }

  #lose(code: LoosePunch['code'], { id: punchId, at }: PairablePunch, detail: string): void {
    this.paired.loose.push({ code, punchId, at, detail });
  }

  #unfinish(there: Presence): void {
    if (there.mealStart) this.#lose('unpaired', there.mealStart, 'A meal was begun and not ended.');
    this.#lose('missing_out', there.came, notOut);
    this.#there = null;
  }

  #come(punch: PairablePunch, kind: PairKind): void {
    const there = this.#there;
    const isRepeated =
      there?.came.kind === punch.kind && milliseconds(punch.at) - milliseconds(there.came.at) <= pressedTwice;
    if (isRepeated) return;
    if (there) this.#unfinish(there);
    this.#there = new Presence(kind, punch);
  }

  #go(punch: PairablePunch): void {
    const there = this.#there;
    if (!there) {
      const isRepeated =
        this.#left?.kind === punch.kind &&
        milliseconds(punch.at) - milliseconds(this.#left.at) <= pressedTwice;
      if (!isRepeated) this.#lose('missing_in', punch, notIn);
      return;
    }
    if (there.mealStart) this.#lose('unpaired', there.mealStart, 'A meal was begun and not ended.');
    const pair = there.leave(punch.at);
    if (pair) this.paired.pairs.push(pair);
    this.#there = null;
    this.#left = punch;
  }

  #during(punch: PairablePunch): void {
    const there = this.#there;
    if (!there) this.#lose('unpaired', punch, 'Nobody was at work then.');
    else if (punch.kind === 'transfer') there.transfer(punch);
    else if (punch.kind === 'skip_meal') there.isMealSkipped = true;
    else if (punch.kind === 'meal_end') {
      if (there.mealStart) there.eat(punch.at);
      else this.#lose('unpaired', punch, 'A meal was ended and not begun.');
    } else this.#eat(there, punch);
  }

  #eat(there: Presence, punch: PairablePunch): void {
    const begun = there.mealStart;
    if (begun && milliseconds(punch.at) - milliseconds(begun.at) <= pressedTwice) return;
    if (begun) {
      this.#lose('unpaired', begun, 'A meal was begun and not ended.');
      there.forgetMeal();
    }
    there.mealStart = punch;
  }

  take(punch: PairablePunch): void {
    const there = this.#there;
    if (there && milliseconds(punch.at) - milliseconds(there.came.at) > this.#longest) this.#unfinish(there);
    const kind = comes[punch.kind];
    if (kind) this.#come(punch, kind);
    else if (goes.has(punch.kind)) this.#go(punch);
    else this.#during(punch);
  }

  end(): Paired {
    const there = this.#there;
    if (there)
      this.paired.open.push({
        kind: there.kind,
        punchId: there.came.id,
        startsAt: there.came.at,
        mealSince: there.mealStart?.at ?? null,
        workedUnitId: there.workedUnitId,
      });
    return this.paired;
  }
}

const isOnCall = ({ kind }: PairablePunch) => kind === 'on_call_start' || kind === 'on_call_end';

/** Makes of what somebody punched on one assignment what was worked, in whatever order it arrived and however often. */
export function pairPunches(punches: readonly PairablePunch[]): Paired {
  const ordered = inOrder(punches);
  const work = new Lane(longestWork);
  const onCall = new Lane(longestOnCall);
  for (const punch of ordered) (isOnCall(punch) ? onCall : work).take(punch);
  const [worked, waited] = [work.end(), onCall.end()];
  return {
    pairs: [...worked.pairs, ...waited.pairs],
    open: [...worked.open, ...waited.open],
    loose: [...worked.loose, ...waited.loose],
  };
}
