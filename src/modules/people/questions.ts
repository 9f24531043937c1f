export { hasOwner } from './views.ts';
