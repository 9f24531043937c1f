export { allocationsOf, binsOf } from './claim-views.ts';
