import { afterAll } from 'vitest';
import { endFile } from './end-of-file.ts';

// Run anew for each file, where a module that files share is loaded once.
afterAll(endFile);
