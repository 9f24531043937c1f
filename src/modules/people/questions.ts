export { hasOwner, selectPeople } from './views.ts';
