export { freeTotes } from './store.ts';
