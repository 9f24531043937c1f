export { setReadOnly } from './set-read-only.ts';
export { takeList } from './take-list.ts';
