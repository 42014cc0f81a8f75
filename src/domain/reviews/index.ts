import { capability } from '../../kernel/operation.ts';
import { programReview } from './operations/program-review.ts';

export const reviews = capability({ name: 'reviews', queries: [programReview] });
