import { loadQuickly } from '../server/loading.ts';

loadQuickly();
// Only what is imported after that comes quickly.
await import('./processes/serve.ts');
