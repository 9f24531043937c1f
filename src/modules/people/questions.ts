export { lastReviewAt } from './review-store.ts';
export { hasOwner, namesById, selectPeople } from './views.ts';
