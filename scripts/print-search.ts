import { writeFileSync } from 'node:fs';
import { root } from './run.ts';
import { searchPage } from './search-page.ts';

/** Writes docs/search.md anew from the table of search keys. */
writeFileSync(`${root}docs/search.md`, searchPage());
console.log('docs/search.md');
