import { epochMinute } from '../../../kernel/zone.ts';
import type { Pair, PairablePunch, PairKind, Stretch } from './punch.ts';

type Placed = Pick<PairablePunch, 'roles' | 'workedUnitId' | 'costCenterId'>;

const placeOf = ({ roles, workedUnitId, costCenterId }: Placed) => ({ roles, workedUnitId, costCenterId });
const sameMinute = (one: string, other: string) => epochMinute(one) === epochMinute(other);
const isElsewhere = (one: Placed, other: Placed) =>
  JSON.stringify(placeOf(one)) !== JSON.stringify(placeOf(other));

/** Somebody who is there: what was said since the coming, from which the pair is made at the going. */
export class Presence {
  readonly kind: PairKind;
  readonly came: PairablePunch;
  mealStart: PairablePunch | null = null;
  isMealSkipped = false;
  #moving: PairablePunch | null = null;
  readonly #stretches: Stretch[] = [];

  constructor(kind: PairKind, came: PairablePunch) {
    this.kind = kind;
    this.came = came;
    this.#begin(came.id, came.at, came);
  }

  get #last(): Stretch {
    return this.#stretches.at(-1)!;
  }

  get workedUnitId(): string | null {
    return this.#last.workedUnitId;
  }

  #begin(punchId: string, at: string, place: Placed): void {
    this.#stretches.push({ punchId, startsAt: at, endsAt: at, meals: [], ...placeOf(place) });
  }

  #cut(to: PairablePunch, at: string): void {
    this.#moving = null;
    if (!isElsewhere(this.#last, to)) return;
    if (sameMinute(this.#last.startsAt, at)) Object.assign(this.#last, placeOf(to));
    else {
      this.#last.endsAt = at;
      this.#begin(to.id, at, to);
    }
  }

  /** A move during a meal counts from the meal's end: a meal lies in one place. */
  transfer(to: PairablePunch): void {
    if (this.mealStart) this.#moving = to;
    else this.#cut(to, to.at);
  }

  /** Ends the meal that was begun. */
  eat(until: string): void {
    if (!sameMinute(this.mealStart!.at, until))
      this.#last.meals.push({ startsAt: this.mealStart!.at, endsAt: until });
    this.mealStart = null;
    if (this.#moving) this.#cut(this.#moving, until);
  }

  /** A meal of which no end was said is none. */
  forgetMeal(): void {
    this.mealStart = null;
    if (this.#moving) this.#cut(this.#moving, this.#moving.at);
  }

  /** The pair that ends here; none where coming and going lie in one minute. */
  leave(at: string): Pair | undefined {
    if (this.mealStart) this.forgetMeal();
    if (sameMinute(this.came.at, at)) return undefined;
    this.#last.endsAt = at;
    // What was said in the minute of the going has no time of its own.
    if (this.#stretches.length > 1 && sameMinute(this.#last.startsAt, at)) {
      this.#stretches.pop();
      this.#last.endsAt = at;
    }
    const { kind, came, isMealSkipped } = this;
    const { id: punchId, at: startsAt, calledAt } = came;
    return { kind, punchId, startsAt, endsAt: at, stretches: this.#stretches, isMealSkipped, calledAt };
  }
}
