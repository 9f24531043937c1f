import { writeFileSync } from 'node:fs';
import { errorsPage } from './errors-page.ts';
import { root } from './run.ts';

/** `npm run errors`: writes docs/errors.md anew from the table of error codes. */
writeFileSync(`${root}docs/errors.md`, errorsPage());
console.log('docs/errors.md');
