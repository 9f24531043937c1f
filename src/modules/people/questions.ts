export { lastReviewAt } from './review-store.ts';
export { hasOwner, namesById, type PersonRow, selectPeople } from './views.ts';
