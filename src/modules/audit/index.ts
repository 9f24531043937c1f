export { type Actor, type Deed, record } from './record.ts';
