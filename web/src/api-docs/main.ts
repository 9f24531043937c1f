import { config } from 'zod';

// zod compiles its validators with `new Function`, which the desk's CSP forbids; this comes before any schema is made.
config({ jitless: true });

const [{ start }, { loadLanguage }] = await Promise.all([import('./start.tsx'), import('../lib/language.ts')]);
await loadLanguage();
start();
