import { capability } from '../../kernel/operation.ts';
import { profession, specialty, state } from './nouns.ts';

export const reference = capability({ name: 'reference', nouns: [profession, specialty, state] });
